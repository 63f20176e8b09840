/// Several nodes as one server: who owns which account, and what nodes say to each other. Nothing
/// here is the only copy of anything.
@NullMarked
package im.fenghuo.cluster;

import org.jspecify.annotations.NullMarked;

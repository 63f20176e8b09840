/// What extensions have registered.
@NullMarked
package im.fenghuo.registry;

import org.jspecify.annotations.NullMarked;

/// Rooms (XEP-0045) as an engine: what rooms are and keep, and who may do what in them, as data
/// that the packages of extensions stand on.
@NullMarked
package im.fenghuo.muc;

import org.jspecify.annotations.NullMarked;

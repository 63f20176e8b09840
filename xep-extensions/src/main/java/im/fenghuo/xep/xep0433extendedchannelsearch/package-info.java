/// Search of rooms (XEP-0433).
@NullMarked
package im.fenghuo.xep.xep0433extendedchannelsearch;

import org.jspecify.annotations.NullMarked;

/// Avatars of rooms (XEP-0486).
@NullMarked
package im.fenghuo.xep.xep0486mucavatars;

import org.jspecify.annotations.NullMarked;

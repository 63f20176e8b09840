/// Who may say nothing in a room for a time.
@NullMarked
package im.fenghuo.muc.mute;

import org.jspecify.annotations.NullMarked;

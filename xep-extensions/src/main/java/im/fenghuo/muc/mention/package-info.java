/// Who is mentioned in a room, however clients write it, and who may.
@NullMarked
package im.fenghuo.muc.mention;

import org.jspecify.annotations.NullMarked;

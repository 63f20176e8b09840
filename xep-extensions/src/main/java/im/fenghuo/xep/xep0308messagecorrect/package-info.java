/// Correction of messages (XEP-0308).
@NullMarked
package im.fenghuo.xep.xep0308messagecorrect;

import org.jspecify.annotations.NullMarked;

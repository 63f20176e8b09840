/// Reactions to messages (XEP-0444).
@NullMarked
package im.fenghuo.xep.xep0444reactions;

import org.jspecify.annotations.NullMarked;

/// Mentions of people and of everybody (XEP-0513).
@NullMarked
package im.fenghuo.xep.xep0513mentions;

import org.jspecify.annotations.NullMarked;

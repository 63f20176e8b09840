/// Delayed delivery (XEP-0203).
@NullMarked
package im.fenghuo.xep.xep0203delay;

import org.jspecify.annotations.NullMarked;

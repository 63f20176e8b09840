/// Message carbons (XEP-0280).
@NullMarked
package im.fenghuo.xep.xep0280carbons;

import org.jspecify.annotations.NullMarked;

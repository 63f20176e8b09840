/// Message processing hints (XEP-0334).
@NullMarked
package im.fenghuo.xep.xep0334hints;

import org.jspecify.annotations.NullMarked;

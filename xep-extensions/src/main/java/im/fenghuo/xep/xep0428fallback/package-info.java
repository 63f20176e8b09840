/// Fallback indication (XEP-0428).
@NullMarked
package im.fenghuo.xep.xep0428fallback;

import org.jspecify.annotations.NullMarked;

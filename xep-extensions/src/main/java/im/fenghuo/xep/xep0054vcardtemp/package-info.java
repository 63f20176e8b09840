/// vCards (XEP-0054).
@NullMarked
package im.fenghuo.xep.xep0054vcardtemp;

import org.jspecify.annotations.NullMarked;

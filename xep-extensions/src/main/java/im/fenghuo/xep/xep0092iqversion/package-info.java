/// Software version (XEP-0092).
@NullMarked
package im.fenghuo.xep.xep0092iqversion;

import org.jspecify.annotations.NullMarked;

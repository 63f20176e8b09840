/// References to people (XEP-0372).
@NullMarked
package im.fenghuo.xep.xep0372refs;

import org.jspecify.annotations.NullMarked;

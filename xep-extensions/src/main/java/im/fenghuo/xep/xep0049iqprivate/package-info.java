/// Private XML storage (XEP-0049).
@NullMarked
package im.fenghuo.xep.xep0049iqprivate;

import org.jspecify.annotations.NullMarked;

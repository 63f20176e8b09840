/// Client state indication (XEP-0352).
@NullMarked
package im.fenghuo.xep.xep0352csi;

import org.jspecify.annotations.NullMarked;

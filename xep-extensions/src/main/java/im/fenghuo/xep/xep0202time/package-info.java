/// Entity time (XEP-0202).
@NullMarked
package im.fenghuo.xep.xep0202time;

import org.jspecify.annotations.NullMarked;

/// Multi-user chat (XEP-0045).
@NullMarked
package im.fenghuo.xep.xep0045muc;

import org.jspecify.annotations.NullMarked;

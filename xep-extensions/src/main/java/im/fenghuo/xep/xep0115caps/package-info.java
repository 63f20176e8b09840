/// Entity capabilities of the server (XEP-0115).
@NullMarked
package im.fenghuo.xep.xep0115caps;

import org.jspecify.annotations.NullMarked;

/// Ping (XEP-0199).
@NullMarked
package im.fenghuo.xep.xep0199ping;

import org.jspecify.annotations.NullMarked;

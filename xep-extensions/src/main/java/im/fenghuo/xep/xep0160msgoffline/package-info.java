/// Offline messages (XEP-0160).
@NullMarked
package im.fenghuo.xep.xep0160msgoffline;

import org.jspecify.annotations.NullMarked;

/// Blocking (XEP-0191).
@NullMarked
package im.fenghuo.xep.xep0191blocking;

import org.jspecify.annotations.NullMarked;

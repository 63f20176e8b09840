/// Chat states (XEP-0085).
@NullMarked
package im.fenghuo.xep.xep0085chatstates;

import org.jspecify.annotations.NullMarked;

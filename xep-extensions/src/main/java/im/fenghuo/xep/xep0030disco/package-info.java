/// Service discovery (XEP-0030).
@NullMarked
package im.fenghuo.xep.xep0030disco;

import org.jspecify.annotations.NullMarked;

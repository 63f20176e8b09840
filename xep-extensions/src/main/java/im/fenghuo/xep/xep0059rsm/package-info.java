/// Result set management (XEP-0059).
@NullMarked
package im.fenghuo.xep.xep0059rsm;

import org.jspecify.annotations.NullMarked;

/// Pages of long results (XEP-0059).
@NullMarked
package im.fenghuo.api.page;

import org.jspecify.annotations.NullMarked;

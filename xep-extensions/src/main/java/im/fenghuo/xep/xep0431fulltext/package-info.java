/// Full text search in archives (XEP-0431).
@NullMarked
package im.fenghuo.xep.xep0431fulltext;

import org.jspecify.annotations.NullMarked;

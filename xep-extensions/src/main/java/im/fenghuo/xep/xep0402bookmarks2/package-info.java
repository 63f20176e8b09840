/// Bookmarks in PEP (XEP-0402), in step with older ways to keep them.
@NullMarked
package im.fenghuo.xep.xep0402bookmarks2;

import org.jspecify.annotations.NullMarked;

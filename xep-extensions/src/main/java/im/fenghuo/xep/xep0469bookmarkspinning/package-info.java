/// Pinned bookmarks (XEP-0469).
@NullMarked
package im.fenghuo.xep.xep0469bookmarkspinning;

import org.jspecify.annotations.NullMarked;

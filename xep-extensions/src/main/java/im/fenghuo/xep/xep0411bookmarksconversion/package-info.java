/// Bookmarks conversion (XEP-0411).
@NullMarked
package im.fenghuo.xep.xep0411bookmarksconversion;

import org.jspecify.annotations.NullMarked;

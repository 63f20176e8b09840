/// What extensions keep in an account's bookmarks, as the server knows it.
@NullMarked
package im.fenghuo.pubsub.bookmark;

import org.jspecify.annotations.NullMarked;

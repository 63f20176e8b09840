/// What the server counts as unread, compared with what is.
@NullMarked
package im.fenghuo.conformance.inbox;

import org.jspecify.annotations.NullMarked;

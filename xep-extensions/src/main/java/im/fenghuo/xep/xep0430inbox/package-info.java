/// The list of conversations, with what is unread in each (XEP-0430).
@NullMarked
package im.fenghuo.xep.xep0430inbox;

import org.jspecify.annotations.NullMarked;

/// What moderators of rooms take back (XEP-0425).
@NullMarked
package im.fenghuo.xep.xep0425moderation;

import org.jspecify.annotations.NullMarked;

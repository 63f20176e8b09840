/// Notification settings of conversations (XEP-0492).
@NullMarked
package im.fenghuo.xep.xep0492notificationsettings;

import org.jspecify.annotations.NullMarked;

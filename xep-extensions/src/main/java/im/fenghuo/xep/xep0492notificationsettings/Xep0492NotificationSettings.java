package im.fenghuo.xep.xep0492notificationsettings;

import im.fenghuo.api.Account;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Notifications;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.bookmark.BookmarkExtensions;
import org.jspecify.annotations.Nullable;

/// [XEP-0492](https://xmpp.org/extensions/xep-0492.html): Chat Notification Settings. Clients set
/// them, in bookmarks; the server knows them, for whoever notifies on its behalf.
public final class Xep0492NotificationSettings implements Xep, Notifications {

  private static final String NAMESPACE = "urn:xmpp:notification-settings:1";
  private static final String CATEGORY = "identity-category";
  private static final String TYPE = "identity-type";

  private final BookmarkExtensions bookmarks;

  /// @param bookmarks where settings are
  public Xep0492NotificationSettings(BookmarkExtensions bookmarks) {
    this.bookmarks = bookmarks;
  }

  @Override
  public Document document() {
    return new Document(492, "notification-settings", "0.2.0");
  }

  @Override
  public void install(Registrar on) {
    bookmarks.want(on, NAMESPACE);
  }

  /// §3: the most specific counts.
  @Override
  public @Nullable Setting setting(Account account, Jid with, String category, String type) {
    Element notify = bookmarks.find(account, with, NAMESPACE, "notify");
    if (notify == null) {
      return null;
    }
    Setting found = null;
    int most = 0;
    for (Element each : notify.children()) {
      Setting setting = setting(each);
      int specificity = setting == null ? 0 : specificity(each, category, type);
      if (specificity > most) {
        most = specificity;
        found = setting;
      }
    }
    return found;
  }

  private static @Nullable Setting setting(Element element) {
    if (!element.namespace().equals(NAMESPACE)) {
      return null;
    }
    return switch (element.name()) {
      case "always" -> Setting.ALWAYS;
      case "on-mention" -> Setting.ON_MENTION;
      case "never" -> Setting.NEVER;
      default -> null;
    };
  }

  /// 0 for a setting that is for others; §2.2: a type alone says nothing.
  private static int specificity(Element setting, String category, String type) {
    String ofCategory = setting.attribute(CATEGORY);
    String ofType = setting.attribute(TYPE);
    if (ofCategory == null) {
      return ofType == null ? 1 : 0;
    }
    if (!ofCategory.equals(category)) {
      return 0;
    }
    if (ofType == null) {
      return 2;
    }
    return ofType.equals(type) ? 3 : 0;
  }
}

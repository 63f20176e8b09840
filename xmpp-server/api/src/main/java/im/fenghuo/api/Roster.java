package im.fenghuo.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contacts of an account (RFC 6121 §2), as an immutable snapshot.
public interface Roster {

  /// All items that the user sees (not those that hold only a pending inbound request).
  Collection<Item> items();

  /// The item of a contact, or null.
  @Nullable Item item(Jid bareJid);

  /// Whether the contact may see the user's presence: subscription `from` or `both`.
  default boolean isSubscriber(Jid contact) {
    Item item = item(contact.bare());
    return item != null && item.subscription().from();
  }

  /// Who sees whose presence.
  enum Subscription {
    NONE(false, false),
    TO(true, false),
    FROM(false, true),
    BOTH(true, true);

    private final boolean to;
    private final boolean from;

    Subscription(boolean to, boolean from) {
      this.to = to;
      this.from = from;
    }

    /// Whether the user sees the contact's presence.
    public boolean to() {
      return to;
    }

    /// Whether the contact sees the user's presence.
    public boolean from() {
      return from;
    }

    /// The state with those two facts.
    public static Subscription of(boolean to, boolean from) {
      return to ? (from ? BOTH : TO) : (from ? FROM : NONE);
    }

    /// As it is written in the roster.
    public String value() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// One contact.
  ///
  /// @param jid the contact's bare JID
  /// @param name the user's name for it; "" for none
  /// @param ask whether a subscription request of the user is pending
  /// @param approved whether a future request of the contact is approved already (§3.4)
  record Item(
      Jid jid,
      String name,
      Subscription subscription,
      boolean ask,
      boolean approved,
      List<String> groups) {}
}

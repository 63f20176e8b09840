package im.fenghuo.roster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a user and one contact stand with each other, as the user's server sees it: the nine
/// states of RFC 6121 §A.1, and whether the user has approved a request in advance (§3.4).
///
/// @param pendingOut the user's request waits for the contact's answer
/// @param pendingIn the contact's request waits for the user's answer
record SubscriptionState(
    Subscription subscription, boolean pendingOut, boolean pendingIn, boolean approved) {

  /// Strangers.
  static final SubscriptionState NONE =
      new SubscriptionState(Subscription.NONE, false, false, false);

  /// The state that a roster holds for a contact.
  static SubscriptionState of(RosterItems roster, Jid contact) {
    Roster.Item item = roster.item(contact);
    boolean pendingIn = roster.request(contact) != null;
    return item == null
        ? new SubscriptionState(Subscription.NONE, false, pendingIn, false)
        : new SubscriptionState(item.subscription(), item.ask(), pendingIn, item.approved());
  }

  boolean to() {
    return subscription.to();
  }

  boolean from() {
    return subscription.from();
  }

  /// Whether the user sees the contact; an answered request waits no longer.
  SubscriptionState withTo(boolean to) {
    return new SubscriptionState(Subscription.of(to, from()), false, pendingIn, approved);
  }

  /// Whether the contact sees the user. Either way the contact's request, and an approval given in
  /// advance, are used up.
  SubscriptionState withFrom(boolean from) {
    return new SubscriptionState(Subscription.of(to(), from), pendingOut, false, false);
  }

  SubscriptionState withPendingOut() {
    return new SubscriptionState(subscription, true, pendingIn, approved);
  }

  SubscriptionState withPendingIn() {
    return new SubscriptionState(subscription, pendingOut, true, approved);
  }

  SubscriptionState withApproved(boolean now) {
    return new SubscriptionState(subscription, pendingOut, pendingIn, now);
  }

  /// The roster item of the contact in this state, with what the user calls it as before.
  Roster.Item toItem(Jid contact, Roster.@Nullable Item item) {
    return new Roster.Item(
        contact,
        item == null ? "" : item.name(),
        subscription,
        pendingOut,
        approved,
        item == null ? List.of() : item.groups());
  }

  /// Whether the user sees a difference in the roster.
  boolean looksLike(SubscriptionState other) {
    return subscription == other.subscription
        && pendingOut == other.pendingOut
        && approved == other.approved;
  }
}

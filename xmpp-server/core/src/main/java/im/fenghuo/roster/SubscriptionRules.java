package im.fenghuo.roster;

import im.fenghuo.api.Presence;

/// What subscription stanzas do to the state between a user and a contact: the tables of RFC 6121
/// §A.2 and §A.3, and approval in advance (§3.4). Nothing else is decided here.
final class SubscriptionRules {

  private SubscriptionRules() {}

  /// What a stanza of the user comes to.
  ///
  /// @param routed whether the contact gets it
  record Sent(SubscriptionState next, boolean routed) {}

  /// What a stanza of the contact comes to.
  ///
  /// @param delivered whether the user's clients get it
  /// @param granted whether the server answers with `subscribed` in the user's name
  record Received(SubscriptionState next, boolean delivered, boolean granted) {}

  /// The user sends a stanza (§A.2).
  static Sent sent(SubscriptionState state, Presence.Type type) {
    return switch (type) {
      case SUBSCRIBE -> new Sent(state.to() ? state : state.withPendingOut(), true);
      case UNSUBSCRIBE -> new Sent(state.withTo(false), true);
      case SUBSCRIBED -> {
        if (state.pendingIn()) {
          yield new Sent(state.withFrom(true), true);
        }
        yield new Sent(state.from() ? state : state.withApproved(true), false);
      }
      case UNSUBSCRIBED -> new Sent(state.withFrom(false), state.from() || state.pendingIn());
      default -> throw new IllegalArgumentException("no subscription stanza: " + type);
    };
  }

  /// The contact sends a stanza (§A.3).
  static Received received(SubscriptionState state, Presence.Type type) {
    return switch (type) {
      case SUBSCRIBE -> {
        if (state.from()) {
          yield new Received(state, false, true);
        }
        if (state.approved()) {
          yield new Received(state.withFrom(true), false, true);
        }
        yield new Received(state.withPendingIn(), !state.pendingIn(), false);
      }
      case UNSUBSCRIBE -> {
        boolean known = state.from() || state.pendingIn();
        yield new Received(known ? state.withFrom(false) : state, known, false);
      }
      case SUBSCRIBED -> {
        boolean awaited = state.pendingOut() && !state.to();
        yield new Received(awaited ? state.withTo(true) : state, awaited, false);
      }
      case UNSUBSCRIBED -> {
        boolean known = state.to() || state.pendingOut();
        yield new Received(known ? state.withTo(false) : state, known, false);
      }
      default -> throw new IllegalArgumentException("no subscription stanza: " + type);
    };
  }
}

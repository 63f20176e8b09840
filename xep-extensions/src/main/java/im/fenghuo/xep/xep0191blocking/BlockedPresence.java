package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Account;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Session;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/// What those who see an account's presence see of its being blocked and unblocked.
final class BlockedPresence {

  private BlockedPresence() {}

  /// §3.3: to those who are blocked now the account goes offline.
  static void vanish(Account account, BlockList before, BlockList now) {
    forSubscribers(
        account,
        now,
        before,
        (session, contact) ->
            account.route(Presence.of(Presence.Type.UNAVAILABLE, session.jid(), contact)));
  }

  /// §3.4: to those who are blocked no more it comes online.
  static void appear(Account account, BlockList before, BlockList now) {
    forSubscribers(
        account,
        before,
        now,
        (session, contact) -> {
          Presence presence = session.presence();
          if (presence != null) {
            account.route(presence.withAddresses(session.jid(), contact));
          }
        });
  }

  /// Does something for each available session and each subscriber, or resource of one, that the
  /// one list matches and the other does not.
  private static void forSubscribers(
      Account account, BlockList matching, BlockList other, BiConsumer<Session, Jid> told) {
    Set<Jid> affected = new LinkedHashSet<>();
    for (Roster.Item item : account.roster().items()) {
      if (item.subscription().from()) {
        affected.add(item.jid());
      }
    }
    for (Jid jid : matching.jids()) {
      if (jid.isFull() && account.roster().isSubscriber(jid)) {
        affected.add(jid);
      }
    }
    affected.removeIf(contact -> !matching.matches(contact) || other.matches(contact));
    // Who is told by the bare JID is not told again by the full one.
    affected.removeIf(contact -> contact.isFull() && affected.contains(contact.bare()));
    for (Session session : account.sessions()) {
      if (session.isAvailable()) {
        affected.forEach(contact -> told.accept(session, contact));
      }
    }
  }
}

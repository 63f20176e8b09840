package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Account;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Session;
import java.util.function.Predicate;

/// What those who see an account's presence see of its being blocked and unblocked.
final class BlockedPresence {

  private BlockedPresence() {}

  /// §3.3: to those who are blocked now the account goes offline.
  static void vanish(Account account, BlockList blocked) {
    if (blocked.isEmpty()) {
      return;
    }
    forSubscribers(
        account,
        contact -> blocked.matches(contact),
        (session, contact) ->
            account.route(Presence.of(Presence.Type.UNAVAILABLE, session.jid(), contact)));
  }

  /// §3.4: to those who are blocked no more it comes online.
  static void appear(Account account, BlockList before, BlockList now) {
    forSubscribers(
        account,
        contact -> before.matches(contact) && !now.matches(contact),
        (session, contact) -> {
          Presence presence = session.presence();
          if (presence != null) {
            account.route(presence.withAddresses(session.jid(), contact));
          }
        });
  }

  @FunctionalInterface
  private interface Told {
    void of(Session session, Jid contact);
  }

  private static void forSubscribers(Account account, Predicate<Jid> affected, Told told) {
    for (Roster.Item item : account.roster().items()) {
      if (item.subscription().from() && affected.test(item.jid())) {
        for (Session session : account.sessions()) {
          if (session.isAvailable()) {
            told.of(session, item.jid());
          }
        }
      }
    }
  }
}

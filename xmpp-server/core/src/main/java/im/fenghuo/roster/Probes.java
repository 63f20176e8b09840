package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.archive.Receipt;
import java.time.Instant;

/// Answers to presence probes (RFC 6121 §4.3.2). On the account's loop.
final class Probes {

  private Probes() {}

  /// Tells the one who asks what he may know.
  static void answer(LocalAccount account, Presence probe, Receipt receipt) {
    Jid asker = probe.sender();
    boolean isOwn = asker.bare().equals(account.jid());
    if (!isOwn && !account.roster().isSubscriber(asker)) {
      if (account.roster().request(asker.bare()) == null) { // else the user will answer
        refuse(account, asker.bare(), receipt);
      }
      return;
    }
    Jid to = probe.recipient();
    boolean answered = false;
    for (ClientSession session : account.clientSessions()) {
      Presence presence = session.presence();
      if (presence != null && (to.isBare() || to.equals(session.jid()))) {
        PresenceSender.toContact(session, presence, asker, receipt);
        answered = true;
      }
    }
    if (!answered) {
      account.node().router().route(offline(account, to, asker), receipt);
    }
  }

  private static void refuse(LocalAccount account, Jid asker, Receipt receipt) {
    Presence refusal = Presence.of(Presence.Type.UNSUBSCRIBED, account.jid(), asker);
    account.node().router().route(refusal, receipt);
  }

  private static Presence offline(LocalAccount account, Jid from, Jid asker) {
    Presence unavailable = Presence.of(Presence.Type.UNAVAILABLE, from, asker);
    Instant since = account.lastOnline();
    return since == null || !account.clientSessions().isEmpty()
        ? unavailable
        : unavailable.withElement(unavailable.element().with(Delay.element(account.jid(), since)));
  }
}

package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.account.StanzaRoute;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Receipt;

/// Sends presence of an account on its way to others. On the account's loop.
final class PresenceSender {

  private PresenceSender() {}

  /// Sends a session's presence to one contact, unless a hook of phase CHECK holds it back.
  static void toContact(ClientSession session, Presence presence, Jid contact, Receipt receipt) {
    LocalAccount account = session.account();
    Presence addressed = presence.withAddresses(session.jid(), contact);
    Presence checked;
    try {
      checked =
          account
              .node()
              .registry()
              .presences()
              .sent(Phase.CHECK, addressed, StanzaRoute.sent(session));
    } catch (StanzaException e) {
      return; // nobody has asked for this copy, so nobody is told
    }
    if (checked != null) {
      account.node().router().route(checked, receipt);
    }
  }

  /// Sends a session's presence to everybody who may see it (RFC 6121 §4.2.2, §4.4.2, §4.5.2). Its
  /// content is serialised once.
  static void toSubscribers(ClientSession session, Presence presence, Receipt receipt) {
    Presence shared = presence.withElement(presence.element().serialized());
    for (Roster.Item item : session.account().roster().items()) {
      if (item.subscription().from()) {
        toContact(session, shared, item.jid(), receipt);
      }
    }
  }

  /// Sends a session's presence to all available resources of its own account, itself included.
  static void toOwnResources(ClientSession session, Presence presence) {
    LocalAccount account = session.account();
    Presence addressed = presence.withAddresses(session.jid(), account.jid());
    for (ClientSession each : account.clientSessions()) {
      if (each.isAvailable()) {
        each.send(addressed);
      }
    }
  }

  /// Sends the presence of each available resource to a contact who may see it from now on
  /// (§3.1.5).
  static void allTo(LocalAccount account, Jid contact, Receipt receipt) {
    for (ClientSession session : account.clientSessions()) {
      Presence presence = session.presence();
      if (presence != null) {
        toContact(session, presence, contact, receipt);
      }
    }
  }

  /// Tells a contact who must not see presence any more that all resources are unavailable (§3.2.2,
  /// §3.3.3).
  static void hideFrom(LocalAccount account, Jid contact, Receipt receipt) {
    for (ClientSession session : account.clientSessions()) {
      if (session.isAvailable()) {
        toContact(session, unavailable(session), contact, receipt);
      }
    }
  }

  static Presence unavailable(ClientSession session) {
    return Presence.of(Presence.Type.UNAVAILABLE, session.jid(), null);
  }
}

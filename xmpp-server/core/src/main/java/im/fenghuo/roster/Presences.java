package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.account.OfflineDelivery;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;

/// Presence of sessions and contacts (RFC 6121 §4), on the account's loop.
public final class Presences {

  /// A presence that a session sends.
  public void sent(ClientSession session, Presence presence) {
    boolean wasTaking = session.takesMessages();
    session.setPresence(presence.type() == Presence.Type.AVAILABLE ? presence : null);
    if (!wasTaking && session.takesMessages()) {
      OfflineDelivery.begin(session);
    }
  }

  /// The session is gone.
  public void ended(ClientSession session) {
    session.setPresence(null);
  }

  /// A presence that an account receives.
  ///
  /// @throws StanzaException what the sender gets
  public void received(LocalAccount account, Presence presence) throws StanzaException {}
}

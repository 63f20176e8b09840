package im.fenghuo.account;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What many get at once: each session its copy, on the loop of its account.
///
/// Such a stanza passes the hooks of phase CHECK alone: it is not archived here, it is no news to
/// other sessions, and it is not answered, not even with an error.
public final class Copies {

  private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

  private Copies() {}

  /// Gives a session its copy.
  ///
  /// @param stanza a message or a presence, whose content was serialised
  /// @return whether the session is there
  public static boolean give(ClientSession session, Stanza stanza) {
    if (session.isGone()) {
      return false;
    }
    LocalAccount account = session.account();
    Stanza copy = stanza.withAddresses(stanza.from(), session.jid());
    try {
      Stanza checked =
          switch (copy) {
            case Message message ->
                account
                    .node()
                    .registry()
                    .messages()
                    .received(Phase.CHECK, message, StanzaRoute.received(account));
            case Presence presence ->
                account
                    .node()
                    .registry()
                    .presences()
                    .received(Phase.CHECK, presence, StanzaRoute.received(account));
            case Iq _ -> throw new IllegalArgumentException("an iq is for one");
          };
      if (checked != null) {
        session.send(checked.element());
      }
    } catch (StanzaException e) {
      LOG.debug("{} does not take this: {}", session.jid(), e.getMessage());
    }
    return true;
  }
}

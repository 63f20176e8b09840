package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.StreamErrorCondition;
import java.time.Instant;
import java.util.List;

/// Begins and ends the sessions of an account (RFC 6120 §7), on its loop.
public final class Sessions {

  private Sessions() {}

  /// Binds a resource. An older session with the same resource is ended with `conflict` (§7.7.2.2).
  ///
  /// @throws StanzaException `resource-constraint` when the account has too many sessions
  ///   (§7.6.2.1)
  static ClientSession begin(LocalAccount account, String resource, StreamPort stream)
      throws StanzaException {
    ClientSession older = account.session(resource);
    if (older != null) {
      older.close(
          new StreamError(StreamErrorCondition.CONFLICT, "another client has taken this resource"));
      end(older);
    }
    if (account.clientSessions().size() >= account.node().maxSessions()) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT,
          "this account has " + account.clientSessions().size() + " sessions already");
    }
    Jid jid = account.jid().withResource(resource);
    ClientSession session = new ClientSession(account, jid, stream);
    account.add(session);
    for (Registrar.SessionListener listener : account.node().registry().sessions()) {
      listener.bound(session);
    }
    return session;
  }

  /// Ends a session whose stream is gone; its contacts see it unavailable (RFC 6121 §4.5.3).
  static void end(ClientSession session) {
    if (session.isGone()) {
      return;
    }
    LocalAccount account = session.account();
    Node node = account.node();
    session.setGone();
    account.remove(session);
    for (Registrar.SessionListener listener : node.registry().sessions()) {
      listener.gone(session);
    }
    node.presences().ended(session);
    OfflineDelivery.ended(session);
    account.used(node.clock().millis());
    if (account.clientSessions().isEmpty() && account.isAnonymous()) {
      Removal.removeAnonymous(account);
    } else if (account.clientSessions().isEmpty() && !account.isRemoved()) {
      account.setLastOnline(Instant.now(node.clock()));
    }
  }

  /// Ends all sessions of an account but one with a stream error.
  static void endOthers(ClientSession kept, StreamError error) {
    for (ClientSession session : List.copyOf(kept.account().clientSessions())) {
      if (session != kept) {
        session.close(error);
        end(session);
      }
    }
  }

  /// Ends all sessions of an account with a stream error.
  static void endAll(LocalAccount account, StreamError error) {
    for (ClientSession session : List.copyOf(account.clientSessions())) {
      session.close(error);
      end(session);
    }
  }
}

package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// The way from streams to the lanes of accounts, on this node or on another. Everything blocks.
public interface AccountGate {

  /// The salted keys of an account's password, as text; `item-not-found` where there is no such
  /// account.
  ///
  /// @throws StanzaException `item-not-found`, or `resource-constraint` when storage does not
  ///   answer
  String credentials(Jid bareJid) throws StanzaException;

  /// Binds a resource (RFC 6120 §7).
  ///
  /// @param inline what Bind 2 asked to be done with it (XEP-0386)
  /// @throws StanzaException `resource-constraint`, `not-allowed`
  Attached attach(Jid bareJid, String resource, StreamPort stream, List<Element> inline)
      throws StanzaException;

  /// A bound session.
  ///
  /// @param bound what the inline features answered
  record Attached(SessionPort session, List<Element> bound) {}
}

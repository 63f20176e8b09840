package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  /// @throws StanzaException `resource-constraint`, `not-allowed`
  Attached attach(Jid bareJid, Bind bind, StreamPort stream) throws StanzaException;

  /// Blocks. The account's keys, or how long its messages are kept, have changed in storage: its
  /// lane knows when this returns.
  void recordChanged(Jid bareJid);

  /// What the account's lane knows is in storage when this returns: whoever reads it there finds
  /// what its clients have seen. Blocks.
  ///
  /// @throws StanzaException `resource-constraint` when storage does not answer
  void save(Jid bareJid) throws StanzaException;

  /// Removes an account: ends its sessions, tells its contacts, deletes it when what is on its way
  /// into the archive has arrived. Only then the name is free again.
  ///
  /// @throws StanzaException `item-not-found`
  void remove(Jid bareJid) throws StanzaException;

  /// The same for the account of a session that asks for it, which ends after it got its answer. On
  /// the node that owns the account.
  ///
  /// @throws StanzaException `item-not-found`
  void remove(ClientSession asking) throws StanzaException;

  /// When the account was last online: null while it is, if it never was, or when it is not known.
  /// On the node that owns the account.
  @Nullable Instant lastOnline(Jid bareJid);

  /// A resource that is to be bound.
  ///
  /// @param isInline whether that is part of authentication (XEP-0386): such a client is told the
  ///   state of its archive and reads there what came while it was away
  /// @param features what is to be done with it
  record Bind(String resource, boolean isInline, List<Element> features) {

    /// By RFC 6120 §7, with nothing else.
    public static Bind of(String resource) {
      return new Bind(resource, false, List.of());
    }
  }

  /// A bound session.
  ///
  /// @param bound what is said of it
  record Attached(SessionPort session, List<Element> bound) {}
}

package im.fenghuo.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The register of accounts. Everything blocks.
public interface Accounts {

  /// Whether there is such an account.
  boolean exists(Jid bareJid);

  /// Makes an account.
  ///
  /// @throws StanzaException `conflict` when the name is taken; `not-acceptable` for a password
  ///   that RFC 8265 does not allow
  void create(Jid bareJid, String password) throws StanzaException;

  /// Changes the password; all other sessions go on, tokens are withdrawn.
  ///
  /// @throws StanzaException `item-not-found`, `not-acceptable`
  void changePassword(Jid bareJid, String password) throws StanzaException;

  /// Removes the account and everything that belongs to it, tells its contacts and ends its
  /// sessions.
  ///
  /// @throws StanzaException `item-not-found`
  void remove(Jid bareJid) throws StanzaException;

  /// Removes the account of a session whose request is being handled: the same, but that this
  /// session ends last, after the request was answered.
  ///
  /// @throws StanzaException `item-not-found`
  default void remove(Session asking) throws StanzaException {
    remove(asking.account().jid());
  }

  /// When the account was last online: null while it is online or if it never was. Blocks.
  @Nullable Instant lastOnline(Jid bareJid);
}

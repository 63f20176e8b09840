package im.fenghuo.api;

import java.time.Instant;
import java.util.List;
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

  /// How many accounts a domain has, those of anonymous clients that are there included.
  long count(String domain);

  /// Some accounts of a domain, by name.
  ///
  /// @param after the last one of the page before, or null
  List<Jid> page(String domain, @Nullable Jid after, int limit);

  /// An account's roster, as it is in storage.
  ///
  /// @throws StanzaException `item-not-found`
  Roster roster(Jid bareJid) throws StanzaException;

  /// Who is online, on all nodes of a cluster. While no server runs nobody is.
  ///
  /// @param after the last one of the page before, or null
  /// @param limit how many are named
  /// @throws StanzaException `resource-constraint` when another node does not answer
  default Online online(String domain, Activity activity, @Nullable Jid after, int limit)
      throws StanzaException {
    return new Online(0, List.of());
  }

  /// Where an account is online, and when it was.
  ///
  /// @throws StanzaException `item-not-found`, `resource-constraint`
  default Whereabouts whereabouts(Jid bareJid) throws StanzaException {
    return new Whereabouts(List.of(), lastOnline(bareJid));
  }

  /// Ends the sessions of an account, or one of them; its clients may come again.
  ///
  /// @param jid a bare JID for all sessions, a full JID for that one
  /// @return how many it was
  /// @throws StanzaException `item-not-found`, `resource-constraint`
  default long endSessions(Jid jid) throws StanzaException {
    return 0;
  }

  /// What an account that is online does.
  enum Activity {
    /// No matter what.
    ANY,
    /// One of its resources is available, and neither away nor extended away (RFC 6121 §4.7.2.1).
    ACTIVE,
    /// None is.
    IDLE
  }

  /// Accounts that are online.
  ///
  /// @param count how many there are
  /// @param page the bare JIDs of some, in order
  record Online(long count, List<Jid> page) {
    public Online {
      page = List.copyOf(page);
    }
  }

  /// Where an account is.
  ///
  /// @param sessions the full JIDs of its connected resources
  /// @param lastOnline when it was online last; null while it is, and if it never was
  record Whereabouts(List<Jid> sessions, @Nullable Instant lastOnline) {
    public Whereabouts {
      sessions = List.copyOf(sessions);
    }
  }
}

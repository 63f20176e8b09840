package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.archive.Retention;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accounts in storage. Everything blocks.
public interface AccountStore {

  /// What is known of an account; null when there is none.
  @Nullable AccountRecord find(Jid bareJid);

  /// Whether there is such an account.
  boolean exists(Jid bareJid);

  /// Makes an account.
  ///
  /// @return whether the name was free
  boolean create(Jid bareJid, String credentials);

  /// Replaces the credentials; false when there is no such account.
  boolean updateCredentials(Jid bareJid, String credentials);

  /// How long its messages are kept from now on; null for as long as its domain's. False when there
  /// is no such account.
  boolean updateRetention(Jid bareJid, @Nullable Retention retention);

  /// Removes an account with all that refers to it; false when there is none. Nobody finds its
  /// archive any more, whose rows are there until [#clearRemovedArchives].
  boolean remove(Jid bareJid);

  /// Deletes what the archives of removed accounts have left, a slice at a time. May take minutes,
  /// and may be broken off: the next call goes on.
  void clearRemovedArchives();

  /// Accounts that anonymous clients use or have used, by domain and name.
  ///
  /// @param after the last of the page before, or null
  List<Jid> anonymous(int limit, @Nullable Jid after);

  /// Keeps how far accounts have come. Cursors and times only move forward.
  void save(Collection<Progress> accounts);

  /// When the account went offline last; null for never.
  @Nullable Instant lastOnline(Jid bareJid);

  /// How many accounts a domain has.
  long count(String domain);

  /// The accounts of a domain, by name.
  List<String> localparts(String domain, int limit, String after);
}

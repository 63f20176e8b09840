package im.fenghuo.roster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rosters in storage. Everything blocks; each call is one transaction, and those for one account
/// are made one after the other.
public interface RosterStore {

  /// How many removed contacts are remembered for clients that were not there to see it.
  int REMEMBERED_REMOVALS = 500;

  /// Adds or replaces an item. Where the contact now sees the user's presence, a request of the
  /// contact has been answered and is forgotten.
  ///
  /// @return the roster's new version
  long put(long account, Roster.Item item);

  /// Removes an item, if it is there, and the contact's request with it.
  ///
  /// @return the roster's new version
  long remove(long account, Jid contact);

  /// Keeps a contact's request that waits for an answer; null when it was answered. Not a change of
  /// the roster.
  void putRequest(long account, Jid contact, @Nullable Element request);

  /// What has changed after a version, the oldest change first; only the last one of each contact.
  /// Null when the version is too old or unknown (RFC 6121 §2.6.3).
  @Nullable List<Change> changesAfter(long account, long version);

  /// What became of a contact.
  ///
  /// @param version the roster's version since then
  /// @param item as it is now; null when it was removed
  record Change(long version, Jid contact, Roster.@Nullable Item item) {}
}

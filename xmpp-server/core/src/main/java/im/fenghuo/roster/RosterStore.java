package im.fenghuo.roster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rosters in storage. Everything blocks; each call is one transaction.
public interface RosterStore {

  /// Adds or replaces an item.
  ///
  /// @return the roster's new version
  long put(long account, Roster.Item item);

  /// Removes an item, if it is there.
  ///
  /// @return the roster's new version
  long remove(long account, Jid contact);

  /// Keeps a contact's request that waits for an answer; null when it was answered. Not a change of
  /// the roster.
  void putRequest(long account, Jid contact, @Nullable Element request);

  /// What has changed after a version: items as they are now, and those that were removed; null
  /// when the version is too old or unknown (RFC 6121 §2.6.3).
  @Nullable Changes changesAfter(long account, long version);

  /// What has changed.
  ///
  /// @param removed contacts that are no longer in the roster
  record Changes(List<Roster.Item> items, List<Jid> removed) {}
}

package im.fenghuo.muc.mention;

import im.fenghuo.api.Jid;
import java.time.Instant;
import java.util.Set;

/// Keeps mentions for those who were not there. Everything blocks.
public interface MentionStore {

  /// Somebody is mentioned.
  ///
  /// @param room its key
  /// @param number of the message in the room's archive
  /// @param accounts bare JIDs; not needed where everybody is
  void add(long room, long number, Set<Jid> accounts, boolean everybody, Instant at);

  /// Forgets what is old.
  void clean(Instant now);
}

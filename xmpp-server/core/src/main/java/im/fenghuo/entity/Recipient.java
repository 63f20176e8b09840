package im.fenghuo.entity;

import im.fenghuo.account.ClientSession;
import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// One who gets what an audience is sent, on the node of its account.
final class Recipient {

  private final Jid jid;
  private final long number;

  /// Belongs to the account's loop, as what follows.
  @Nullable ClientSession session;

  /// Where among the others of its loop; -1 while it is not.
  int place = -1;

  /// It gets nothing any more, or not yet.
  boolean removed;

  /// @param number tells it from an earlier one with the same JID
  Recipient(Jid jid, long number) {
    this.jid = jid;
    this.number = number;
  }

  Jid jid() {
    return jid;
  }

  long number() {
    return number;
  }
}

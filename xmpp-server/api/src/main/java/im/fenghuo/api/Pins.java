package im.fenghuo.api;

/// Which of its conversations somebody has pinned (XEP-0469).
@FunctionalInterface
public interface Pins {

  /// Whether a conversation is pinned. Does not block; on the account's loop, or in its steps.
  ///
  /// @param with the bare JID of the contact or the room
  boolean isPinned(Account account, Jid with);
}

package im.fenghuo.api;

import org.jspecify.annotations.Nullable;

/// Which messages of its conversations somebody wants to be notified of (XEP-0492).
public interface Notifications {

  /// What was set for a conversation, as far as it holds for a kind of client. Does not block; on
  /// the account's loop, or in its steps.
  ///
  /// @param with the bare JID of the contact or the room
  /// @param category of the client's identity (XEP-0030), as in `client`; "" where it is not known
  /// @param type of the client's identity, as in `phone`; "" where it is not known
  /// @return null where nothing was set: all messages, or mentions only in a public room
  @Nullable Setting setting(Account account, Jid with, String category, String type);

  /// What leads to a notification.
  enum Setting {
    /// Every message.
    ALWAYS,
    /// One that is meant for the user in particular.
    ON_MENTION,
    /// None.
    NEVER
  }
}

package im.fenghuo.muc.mention;

import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// What an element of a message mentions.
///
/// @param what whom
/// @param account the bare JID of one person; null for others, and for one who is not known here
/// @param isSilent whether nobody is to be told of it
public record Mention(What what, @Nullable Jid account, boolean isSilent) {

  /// Whom.
  public enum What {
    ONE,
    EVERYBODY,
    /// A group that rooms here do not know.
    UNKNOWN
  }
}

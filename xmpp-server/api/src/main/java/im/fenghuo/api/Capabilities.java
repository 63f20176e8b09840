package im.fenghuo.api;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What clients can do, as their presence says it in short (XEP-0115).
public interface Capabilities {

  /// The features of the client that has sent a presence; none of one that does not say, null while
  /// they are not known. Does not block.
  @Nullable Set<String> known(Presence presence);

  /// Has the features of a client looked at: at once when they are known, later when they were
  /// found or the client has answered, never when it does not. On the account's loop.
  ///
  /// @param account asks the client
  /// @param presence available presence with a full JID as `from`
  void whenKnown(Account account, Presence presence, Consumer<Set<String>> work);
}

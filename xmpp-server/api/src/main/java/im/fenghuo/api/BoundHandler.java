package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Says something in `<bound/>` to each client that binds its resource in the course of
/// authentication (XEP-0386 §4).
@FunctionalInterface
public interface BoundHandler {

  /// Blocks. The client waits for it, so it should not take long.
  ///
  /// @param archived the number of the last message in the account's archive when the resource was
  ///   bound: what comes later reaches the session itself
  /// @return what is said, or null
  @Nullable Element bound(Account account, long archived);
}

package im.fenghuo.stream;

import org.jspecify.annotations.Nullable;

/// Begins authentications. Safe for all threads.
public interface Authentications {

  /// For a stream that was opened to a domain. Does not block.
  ///
  /// @param localpart what the header's `from` says of the account, or null
  /// @param transport tells what protects the stream
  Authentication begin(String domain, @Nullable String localpart, Transport transport);
}

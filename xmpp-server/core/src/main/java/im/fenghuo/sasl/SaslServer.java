package im.fenghuo.sasl;

import org.jspecify.annotations.Nullable;

/// The server's side of one negotiation with one mechanism. For one thread at a time, for one use:
/// after a `Success` or `Failure` it must not be asked again.
public interface SaslServer {

  /// Blocks. Takes what the client sent (null: no initial response) and says what to send back.
  /// Failures of the storage behind it pass as its unchecked exceptions.
  Step respond(@Nullable Octets response);
}

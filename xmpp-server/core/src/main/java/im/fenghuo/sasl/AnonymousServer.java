package im.fenghuo.sasl;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// ANONYMOUS (RFC 4505, XEP-0175): anybody gets an account that nobody else has. The trace
/// information that a client may send is ignored, since it proves nothing.
final class AnonymousServer implements SaslServer {

  private final Supplier<String> localparts;

  AnonymousServer(Supplier<String> localparts) {
    this.localparts = localparts;
  }

  /// A client without trace information sends no initial response, and needs not.
  @Override
  public Step respond(@Nullable Octets response) {
    return new Step.Success(
        localparts.get(), null, new Step.Facts(SaslMechanism.ANONYMOUS, null, null));
  }
}

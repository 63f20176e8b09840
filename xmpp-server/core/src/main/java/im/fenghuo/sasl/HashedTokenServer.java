package im.fenghuo.sasl;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The Hashed Token mechanisms (draft-schmaus-kitten-sasl-ht-09): `authcid NUL HMAC(token,
/// "Initiator" channel-binding)` from the client, `HMAC(token, "Responder" channel-binding)` back.
final class HashedTokenServer implements SaslServer {

  private final SaslMechanism mechanism;
  private final SaslOffer offer;
  private final FastTokens tokens;
  private final Gate gate;
  private final @Nullable TokenUse use;

  /// Asked before anything is checked.
  @FunctionalInterface
  interface Gate {
    /// Fails with `temporary-auth-failure` after too many attempts.
    void pass(String localpart) throws SaslException;
  }

  HashedTokenServer(
      SaslMechanism mechanism,
      SaslOffer offer,
      FastTokens tokens,
      Gate gate,
      @Nullable TokenUse use) {
    this.mechanism = mechanism;
    this.offer = offer;
    this.tokens = tokens;
    this.gate = gate;
    this.use = use;
  }

  @Override
  public Step respond(@Nullable Octets response) {
    try {
      if (response == null) {
        // One round trip is the point of it: a challenge is no option.
        throw new SaslException(SaslError.MALFORMED_REQUEST, "no initial response");
      }
      return authenticate(response);
    } catch (SaslException e) {
      return new Step.Failure(e.error(), e.text());
    }
  }

  private Step authenticate(Octets message) throws SaslException {
    byte[] bytes = message.toBytes();
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    if (end == 0 || end >= bytes.length - 1) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, "no authcid, or no token");
    }
    TokenUse current = use;
    if (current == null) {
      throw new SaslException(
          SaslError.MALFORMED_REQUEST, "a token needs <fast/> and a <user-agent/> with an id");
    }
    String name = Octets.of(Arrays.copyOf(bytes, end)).utf8();
    Octets hash = Octets.of(Arrays.copyOfRange(bytes, end + 1, bytes.length));
    String localpart = AccountNames.localpart(name, offer);
    gate.pass(localpart);
    Octets data = bindingData();
    FastToken token =
        tokens.authenticate(
            localpart, offer.domain(), current.client(), mechanism, data, hash, current.count());
    return new Step.Success(
        localpart,
        tokens.response(token, data),
        new Step.Facts(mechanism, mechanism.tokenBinding(), token));
  }

  private Octets bindingData() {
    ChannelBinding binding = mechanism.tokenBinding();
    return binding == null
        ? Octets.EMPTY
        : Objects.requireNonNull(offer.bindings().get(binding), "offered without its binding");
  }
}

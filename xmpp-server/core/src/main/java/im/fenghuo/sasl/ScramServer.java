package im.fenghuo.sasl;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// SCRAM (RFC 5802, RFC 7677) with the protection against downgrades of XEP-0474.
final class ScramServer implements SaslServer {

  /// Finds what to verify a client with.
  @FunctionalInterface
  interface KeySource {
    /// Blocks. Fails with `temporary-auth-failure` after too many attempts.
    Found find(ScramHash hash, String localpart) throws SaslException;
  }

  /// `exists` is false for the fake keys of an account that cannot be signed in to.
  record Found(ScramKeys keys, boolean exists) {}

  private record Exchange(
      ScramMessages.First first,
      String localpart,
      Found found,
      String nonce,
      String serverFirst,
      @Nullable ChannelBinding binding) {}

  private final SaslMechanism mechanism;
  private final ScramHash hash;
  private final SaslOffer offer;
  private final KeySource source;
  private final Supplier<String> nonces;
  private @Nullable Exchange exchange;

  ScramServer(SaslMechanism mechanism, SaslOffer offer, KeySource source, Supplier<String> nonces) {
    this.mechanism = mechanism;
    this.hash = Objects.requireNonNull(mechanism.scram());
    this.offer = offer;
    this.source = source;
    this.nonces = nonces;
  }

  @Override
  public Step respond(@Nullable Octets response) {
    try {
      if (response == null) {
        return new Step.Challenge(Octets.EMPTY);
      }
      Exchange current = exchange;
      return current == null ? challenge(response.utf8()) : verify(current, response.utf8());
    } catch (SaslException e) {
      return new Step.Failure(e.error(), e.text());
    }
  }

  private Step challenge(String message) throws SaslException {
    ScramMessages.First first = ScramMessages.first(message);
    ChannelBinding binding = negotiatedBinding(first);
    String localpart = AccountNames.localpart(first.username(), offer);
    AccountNames.authorize(first.authorizationIdentity(), localpart, offer);
    Found found = source.find(hash, localpart);
    String nonce = first.nonce() + nonces.get();
    String serverFirst =
        "r=%s,s=%s,i=%d,h=%s"
            .formatted(
                nonce,
                found.keys().salt().toBase64(),
                found.keys().iterations(),
                hash.hash(offer.downgradeProtection()).toBase64());
    exchange = new Exchange(first, localpart, found, nonce, serverFirst, binding);
    return new Step.Challenge(Octets.ofUtf8(serverFirst));
  }

  /// RFC 5802 §6: the flag must fit to the mechanism, and to what this server announced.
  private @Nullable ChannelBinding negotiatedBinding(ScramMessages.First first)
      throws SaslException {
    if (mechanism.isPlus() != (first.flag() == 'p')) {
      throw new SaslException(
          SaslError.MALFORMED_REQUEST, "the GS2 flag does not fit to " + mechanism.text());
    }
    if (first.flag() == 'y' && offer.mechanisms().stream().anyMatch(SaslMechanism::isPlus)) {
      // The client would have bound the channel had it seen our offer: somebody removed it.
      throw new SaslException(SaslError.NOT_AUTHORIZED, "server-does-support-channel-binding");
    }
    if (first.binding() == null) {
      return null;
    }
    return ChannelBinding.of(first.binding())
        .filter(offer.bindings()::containsKey)
        .orElseThrow(() ->
            new SaslException(SaslError.MALFORMED_REQUEST, "unsupported-channel-binding-type"));
  }

  private Step verify(Exchange exchange, String message) throws SaslException {
    ScramMessages.Final last = ScramMessages.last(message);
    if (!last.nonce().equals(exchange.nonce)) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, "other nonce");
    }
    if (!last.binding().equals(expectedBinding(exchange))) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, "channel-bindings-dont-match");
    }
    String authMessage =
        exchange.first.bare() + ',' + exchange.serverFirst + ',' + last.withoutProof();
    ScramKeys keys = exchange.found.keys();
    if (!keys.verify(last.proof(), authMessage) || !exchange.found.exists()) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED);
    }
    return new Step.Success(
        exchange.localpart,
        Octets.ofUtf8("v=" + keys.serverSignature(authMessage).toBase64()),
        new Step.Facts(mechanism, exchange.binding, null));
  }

  private Octets expectedBinding(Exchange exchange) {
    Octets header = Octets.ofUtf8(exchange.first.header());
    return exchange.binding == null
        ? header
        : header.plus(Objects.requireNonNull(offer.bindings().get(exchange.binding)));
  }
}

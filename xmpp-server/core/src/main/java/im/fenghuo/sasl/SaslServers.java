package im.fenghuo.sasl;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Starts negotiations. One for the whole server; safe for many threads.
public final class SaslServers {

  static final String NOT_AUTHORIZED = "The name, the password or the token is wrong.";

  private static final int NONCE_LENGTH = 18;
  private static final int ANONYMOUS_LENGTH = 16;

  private final FakeCredentials fakes;
  private final FastTokens tokens;
  private final AttemptLimiter limiter;
  private final SecureRandom random;

  /// Deriving keys takes milliseconds of CPU on a thread that others share: only so many at once,
  /// or a burst of PLAIN logins would stop everybody else.
  private final Semaphore derivations =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /// @param iterations what accounts that do not exist seem to have: the number for new accounts
  public SaslServers(
      ServerSecret secret,
      int iterations,
      FastTokens tokens,
      AttemptLimiter limiter,
      SecureRandom random) {
    this.fakes = new FakeCredentials(secret, iterations);
    this.tokens = tokens;
    this.limiter = limiter;
    this.random = random;
  }

  /// Starts a negotiation with a mechanism that was offered. `use` is for token mechanisms only.
  public SaslServer start(
      SaslMechanism mechanism, SaslOffer offer, Credentials credentials, @Nullable TokenUse use) {
    SaslServer server =
        switch (mechanism) {
          case PLAIN ->
              new PlainServer(
                  offer,
                  (localpart, password) -> isPassword(localpart, password, offer, credentials));
          case ANONYMOUS -> new AnonymousServer(this::anonymousLocalpart);
          case HT_SHA_256_EXPR, HT_SHA_256_ENDP, HT_SHA_256_NONE ->
              new HashedTokenServer(
                  mechanism, offer, tokens, localpart -> begin(localpart, offer), use);
          case SCRAM_SHA_512_PLUS,
              SCRAM_SHA_256_PLUS,
              SCRAM_SHA_1_PLUS,
              SCRAM_SHA_512,
              SCRAM_SHA_256,
              SCRAM_SHA_1 ->
              new ScramServer(
                  mechanism,
                  offer,
                  (hash, localpart) -> find(hash, localpart, offer, credentials),
                  this::nonce);
        };
    return response -> noted(server.respond(response), offer);
  }

  private Step noted(Step step, SaslOffer offer) {
    switch (step) {
      case Step.Challenge challenge -> {}
      case Step.Success success ->
          limiter.succeeded(success.localpart() + '@' + offer.domain(), offer.address());
      case Step.Failure failure -> {
        // What is not even a guess says nothing of a password: some clients try each mechanism with
        // channel binding in vain, at every login.
        if (failure.error() != SaslError.MALFORMED_REQUEST) {
          limiter.failed(offer.address());
        }
      }
    }
    return step;
  }

  private void begin(String localpart, SaslOffer offer) throws SaslException {
    Duration wait = limiter.begin(localpart + '@' + offer.domain(), offer.address());
    if (wait != null) {
      throw new SaslException(
          SaslError.TEMPORARY_AUTH_FAILURE,
          "Too many failed attempts, try again in %d seconds.".formatted(wait.toSeconds() + 1));
    }
  }

  private ScramServer.Found find(
      ScramHash hash, String localpart, SaslOffer offer, Credentials credentials)
      throws SaslException {
    begin(localpart, offer);
    ScramCredentials found = credentials.find(localpart, offer.domain());
    ScramKeys keys = found == null ? null : found.get(hash);
    return keys == null
        ? new ScramServer.Found(fakes.keys(hash, localpart, offer.domain()), false)
        : new ScramServer.Found(keys, true);
  }

  private boolean isPassword(
      String localpart, String password, SaslOffer offer, Credentials credentials)
      throws SaslException {
    begin(localpart, offer);
    ScramCredentials found = credentials.find(localpart, offer.domain());
    derivations.acquireUninterruptibly();
    try {
      ScramCredentials checked =
          found == null ? fakes.credentials(localpart, offer.domain()) : found;
      return checked.isPassword(password) && found != null;
    } finally {
      derivations.release();
    }
  }

  private String nonce() {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    return Base64.getEncoder().encodeToString(nonce);
  }

  private String anonymousLocalpart() {
    byte[] name = new byte[ANONYMOUS_LENGTH];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}

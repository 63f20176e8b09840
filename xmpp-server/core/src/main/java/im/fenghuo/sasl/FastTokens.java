package im.fenghuo.sasl;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Issues, checks and renews the tokens of XEP-0484.
public final class FastTokens {

  private static final int ID_LENGTH = 16;

  /// How long tokens live. A token that is older than `rotateAfter` is replaced when it is used.
  public record Policy(Duration lifetime, Duration rotateAfter) {

    /// A client that is offline for up to three weeks still signs in; a token that leaked is of use
    /// for a day at most after its owner has signed in twice.
    public static final Policy DEFAULT = new Policy(Duration.ofDays(21), Duration.ofDays(1));

    public Policy {
      if (rotateAfter.isNegative() || lifetime.compareTo(rotateAfter) < 0) {
        throw new IllegalArgumentException(
            "tokens must live for %s at least, not %s".formatted(rotateAfter, lifetime));
      }
    }
  }

  /// What the client is given: the text of the token, and when it expires.
  public record Issued(String token, Instant expires) {}

  private final TokenStore store;
  private final ServerSecret secret;
  private final Policy policy;
  private final Clock clock;
  private final SecureRandom random;

  public FastTokens(
      TokenStore store, ServerSecret secret, Policy policy, Clock clock, SecureRandom random) {
    this.store = store;
    this.secret = secret;
    this.policy = policy;
    this.clock = clock;
    this.random = random;
  }

  /// Blocks. Makes a token for a client that has been fully authenticated (§3.3).
  public Issued issue(String localpart, String domain, String client, SaslMechanism mechanism) {
    byte[] id = new byte[ID_LENGTH];
    random.nextBytes(id);
    // As precise as the database, since the order of a client's tokens matters.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    FastToken token =
        new FastToken(
            localpart,
            domain,
            client,
            Octets.of(id),
            mechanism,
            now,
            now.plus(policy.lifetime()),
            0,
            false);
    store.add(token);
    return new Issued(text(token), token.expires());
  }

  /// Whether a token that was just used is to be replaced (§3.5).
  public boolean isDueForRotation(FastToken token) {
    return token.issued().plus(policy.rotateAfter()).isBefore(clock.instant());
  }

  /// Blocks. Makes a token useless, as its client asked for (§3.6).
  public void invalidate(FastToken token) {
    store.remove(token);
  }

  /// Blocks. The token with which `hash` was made, noted as used.
  ///
  /// Fails with `credentials-expired` when the client had a token but it has expired, else with
  /// `not-authorized`.
  FastToken authenticate(
      String localpart,
      String domain,
      String client,
      SaslMechanism mechanism,
      Octets binding,
      Octets hash,
      long count)
      throws SaslException {
    FastToken token = find(localpart, domain, client, mechanism, binding, hash);
    if (token == null) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED);
    }
    if (!clock.instant().isBefore(token.expires())) {
      throw new SaslException(SaslError.CREDENTIALS_EXPIRED, "the token has expired");
    }
    boolean isNewsForTheStore = !token.isUsed() || count != 0;
    if (isNewsForTheStore && !store.use(token, count)) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, "the token was used before");
    }
    return token;
  }

  private @Nullable FastToken find(
      String localpart,
      String domain,
      String client,
      SaslMechanism mechanism,
      Octets binding,
      Octets hash) {
    for (FastToken token : store.find(localpart, domain, client)) {
      // §3.4: a token is good only for the mechanism that it was issued for.
      if (token.mechanism() == mechanism && hash(token, "Initiator", binding).equals(hash)) {
        return token;
      }
    }
    return null;
  }

  Octets response(FastToken token, Octets binding) {
    return hash(token, "Responder", binding);
  }

  private Octets hash(FastToken token, String role, Octets binding) {
    return ScramHash.SHA_256.hmac(Octets.ofUtf8(text(token)), Octets.ofUtf8(role).plus(binding));
  }

  private String text(FastToken token) {
    Octets derived =
        secret.derive(
            "token", token.localpart(), token.domain(), token.client(), token.id().toBase64());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(derived.toBytes());
  }
}

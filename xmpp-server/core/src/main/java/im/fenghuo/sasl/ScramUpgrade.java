package im.fenghuo.sasl;

import java.security.SecureRandom;
import java.util.Optional;

/// One upgrade task of [XEP-0480](https://xmpp.org/extensions/xep-0480.html) §3: a client that has
/// just signed in helps an account to keys for a further hash function.
///
/// @param salt what the client is to derive with, made for this task
public record ScramUpgrade(ScramHash hash, Octets salt, int iterations) {

  private static final String PREFIX = "UPGR-";

  public static ScramUpgrade start(ScramHash hash, int iterations, SecureRandom random) {
    return new ScramUpgrade(
        hash,
        ScramCredentials.randomSalt(random),
        Math.max(iterations, ScramCredentials.MINIMUM_ITERATIONS));
  }

  /// The name of the task for a hash, as in `UPGR-SCRAM-SHA-256`.
  public static String task(ScramHash hash) {
    return PREFIX + hash.mechanism();
  }

  /// The hash of the task of that name, if there is one.
  public static Optional<ScramHash> hash(String task) {
    return task.startsWith(PREFIX)
        ? ScramHash.of(task.substring(PREFIX.length()))
        : Optional.empty();
  }

  /// The keys that the client's `SaltedPassword` makes. One of the wrong length is a
  /// `malformed-request`.
  public ScramKeys finish(Octets saltedPassword) throws SaslException {
    if (saltedPassword.length() != hash.length()) {
      throw new SaslException(
          SaslError.MALFORMED_REQUEST,
          "expected %d bytes of salted password".formatted(hash.length()));
    }
    return ScramKeys.ofSaltedPassword(hash, saltedPassword, salt, iterations);
  }
}

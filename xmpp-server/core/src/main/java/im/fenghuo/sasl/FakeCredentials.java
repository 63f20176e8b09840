package im.fenghuo.sasl;

import java.util.Arrays;
import java.util.stream.Stream;

/// What an account that does not exist is authenticated against, so that it looks like one that
/// does: the same salt at each attempt (RFC 5802 §5.1 has the reason), the usual number of
/// iterations, and the same work until the same answer.
final class FakeCredentials {

  private final ServerSecret secret;
  private final int iterations;

  FakeCredentials(ServerSecret secret, int iterations) {
    this.secret = secret;
    this.iterations = iterations;
  }

  ScramKeys keys(ScramHash hash, String localpart, String domain) {
    return new ScramKeys(
        hash,
        iterations,
        derive(hash, "salt", localpart, domain, ScramCredentials.SALT_LENGTH),
        derive(hash, "stored key", localpart, domain, hash.length()),
        derive(hash, "server key", localpart, domain, hash.length()));
  }

  ScramCredentials credentials(String localpart, String domain) {
    return ScramCredentials.of(
        Stream.of(ScramHash.values()).map(hash -> keys(hash, localpart, domain)).toList());
  }

  private Octets derive(ScramHash hash, String what, String localpart, String domain, int length) {
    Octets first = secret.derive("fake " + what, hash.mechanism(), localpart, domain, "1");
    Octets second = secret.derive("fake " + what, hash.mechanism(), localpart, domain, "2");
    return Octets.of(Arrays.copyOf(first.plus(second).toBytes(), length));
  }
}

package im.fenghuo.sasl;

import static java.util.stream.Collectors.joining;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that the server keeps of an account's password: keys for at least one hash function.
public record ScramCredentials(Map<ScramHash, ScramKeys> keys) {

  /// The server's cost of a SCRAM login does not depend on this number; the client pays, on a phone
  /// or in a browser, each time it does not remember the derived keys. 10,000 for every hash is
  /// what the other servers of this field ask for (RFC 7677 §4 and RFC 5802 §5.1 demand 4,096), so
  /// that no client is surprised, and a stolen table still costs its thief 10,000 times as much.
  public static final int DEFAULT_ITERATIONS = 10_000;

  /// RFC 7677 §4; XEP-0480 forbids less.
  public static final int MINIMUM_ITERATIONS = 4096;

  /// Above this a login takes a client seconds, and a PLAIN login takes them of us.
  public static final int MAXIMUM_ITERATIONS = 1_000_000;

  static final int SALT_LENGTH = 16;

  public ScramCredentials {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("credentials without keys");
    }
    keys = Map.copyOf(keys);
  }

  public static ScramCredentials of(Collection<ScramKeys> keys) {
    Map<ScramHash, ScramKeys> map = new EnumMap<>(ScramHash.class);
    keys.forEach(each -> map.put(each.hash(), each));
    return new ScramCredentials(map);
  }

  /// Keys for every hash function, each with a salt of its own. Takes tens of milliseconds of CPU:
  /// not on an event loop. A password that SASLprep forbids is a `SaslException`.
  public static ScramCredentials derive(String password, int iterations, SecureRandom random)
      throws SaslException {
    String prepared = SaslPrep.prepare(password);
    return of(
        Stream.of(ScramHash.values())
            .map(hash -> ScramKeys.derive(hash, prepared, randomSalt(random), iterations))
            .toList());
  }

  static Octets randomSalt(SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return Octets.of(salt);
  }

  /// The hash functions that this account can be authenticated with.
  public Set<ScramHash> hashes() {
    return keys.keySet();
  }

  public @Nullable ScramKeys get(ScramHash hash) {
    return keys.get(hash);
  }

  /// These credentials with `added` in addition, or instead of the keys for the same hash.
  public ScramCredentials with(ScramKeys added) {
    Map<ScramHash, ScramKeys> map = new EnumMap<>(keys);
    map.put(added.hash(), added);
    return new ScramCredentials(map);
  }

  /// Whether `password` is the one these keys were derived from. Takes milliseconds of CPU.
  public boolean isPassword(String password) {
    ScramKeys any = cheapest();
    try {
      Octets salted =
          any.hash().saltedPassword(SaslPrep.prepare(password), any.salt(), any.iterations());
      return ScramKeys.ofSaltedPassword(any.hash(), salted, any.salt(), any.iterations())
          .equals(any);
    } catch (SaslException e) {
      return false; // no account can have a password that SASLprep forbids
    }
  }

  /// The password is known here, so that the strength of the hash plays no part in checking it: the
  /// one that takes the least time.
  private ScramKeys cheapest() {
    return List.of(ScramHash.SHA_256, ScramHash.SHA_1, ScramHash.SHA_512).stream()
        .filter(keys::containsKey)
        .map(keys::get)
        .findFirst()
        .orElseThrow();
  }

  /// All keys in one text, for one column of a table: [ScramKeys#toText] separated by spaces.
  public String toText() {
    return keys.values().stream()
        .sorted(Comparator.comparing(ScramKeys::hash))
        .map(ScramKeys::toText)
        .collect(joining(" "));
  }

  /// The inverse of [#toText]; anything else is an `IllegalArgumentException`.
  public static ScramCredentials ofText(String text) {
    return of(Stream.of(text.split(" ")).map(ScramKeys::ofText).toList());
  }

  /// Keys are no passwords, but are not for logs either.
  @Override
  public String toString() {
    return "ScramCredentials" + keys.keySet();
  }
}

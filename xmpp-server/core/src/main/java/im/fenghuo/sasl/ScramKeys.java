package im.fenghuo.sasl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the server keeps of a password for one hash function (RFC 5802 §3). It cannot be turned
/// back into the password, nor used to sign in, only to check who does.
public record ScramKeys(
    ScramHash hash, int iterations, Octets salt, Octets storedKey, Octets serverKey) {

  private static final Pattern TEXT =
      Pattern.compile("(SCRAM-[A-Z0-9-]+)\\$([0-9]{1,9}):([^$:]+)\\$([^$:]+):([^$:]+)");

  public ScramKeys {
    if (iterations < 1
        || salt.isEmpty()
        || storedKey.length() != hash.length()
        || serverKey.length() != hash.length()) {
      throw new IllegalArgumentException("malformed keys for " + hash.mechanism());
    }
  }

  /// Takes milliseconds of CPU. The password must be prepared ([SaslPrep]).
  static ScramKeys derive(ScramHash hash, String password, Octets salt, int iterations) {
    return ofSaltedPassword(
        hash, hash.saltedPassword(password, salt, iterations), salt, iterations);
  }

  /// From the `SaltedPassword` of RFC 5802, which a client sends in an upgrade (XEP-0480 §3).
  static ScramKeys ofSaltedPassword(
      ScramHash hash, Octets saltedPassword, Octets salt, int iterations) {
    return new ScramKeys(
        hash,
        iterations,
        salt,
        hash.hash(hash.hmac(saltedPassword, "Client Key")),
        hash.hmac(saltedPassword, "Server Key"));
  }

  /// Whether `proof` was made by somebody who knows the password (RFC 5802 §3).
  boolean verify(Octets proof, String authMessage) {
    if (proof.length() != hash.length()) {
      return false;
    }
    Octets clientKey = proof.xor(hash.hmac(storedKey, authMessage));
    return hash.hash(clientKey).equals(storedKey);
  }

  /// Proves to the client that the server knows its keys.
  Octets serverSignature(String authMessage) {
    return hash.hmac(serverKey, authMessage);
  }

  /// As in RFC 5803: `SCRAM-SHA-256$10000:salt$storedKey:serverKey`, in base64.
  public String toText() {
    return "%s$%d:%s$%s:%s"
        .formatted(
            hash.mechanism(),
            iterations,
            salt.toBase64(),
            storedKey.toBase64(),
            serverKey.toBase64());
  }

  /// The inverse of [#toText]; anything else is an `IllegalArgumentException`, which does not
  /// repeat the text.
  public static ScramKeys ofText(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not SCRAM keys in the syntax of RFC 5803");
    }
    return new ScramKeys(
        ScramHash.of(matcher.group(1))
            .orElseThrow(() -> new IllegalArgumentException("unknown hash " + matcher.group(1))),
        Integer.parseInt(matcher.group(2)),
        Octets.ofBase64(matcher.group(3)),
        Octets.ofBase64(matcher.group(4)),
        Octets.ofBase64(matcher.group(5)));
  }
}

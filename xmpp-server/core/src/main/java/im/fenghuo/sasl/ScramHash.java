package im.fenghuo.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The hash functions of SCRAM, the strongest first, and the three operations that it makes of them
/// (RFC 5802 §2.2). Every JDK has all of them.
public enum ScramHash {
  SHA_512("SHA-512", "HmacSHA512", 64),
  SHA_256("SHA-256", "HmacSHA256", 32),
  SHA_1("SHA-1", "HmacSHA1", 20);

  private final String digest;
  private final String hmac;
  private final int length;

  ScramHash(String digest, String hmac, int length) {
    this.digest = digest;
    this.hmac = hmac;
    this.length = length;
  }

  /// The mechanism without channel binding, as in `SCRAM-SHA-256`.
  public String mechanism() {
    return "SCRAM-" + digest;
  }

  public static Optional<ScramHash> of(String mechanism) {
    return Arrays.stream(values()).filter(h -> h.mechanism().equals(mechanism)).findFirst();
  }

  /// Bytes of a hash.
  public int length() {
    return length;
  }

  Octets hash(Octets data) {
    try {
      return Octets.of(MessageDigest.getInstance(digest).digest(data.toBytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Octets hash(String data) {
    return hash(Octets.ofUtf8(data));
  }

  Octets hmac(Octets key, String data) {
    return hmac(key, Octets.of(data.getBytes(UTF_8)));
  }

  Octets hmac(Octets key, Octets data) {
    try {
      Mac mac = Mac.getInstance(hmac);
      mac.init(new SecretKeySpec(key.toBytes(), hmac));
      return Octets.of(mac.doFinal(data.toBytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `Hi()`, which is PBKDF2 with one block of output. Milliseconds of CPU: that is its purpose.
  Octets saltedPassword(String password, Octets salt, int iterations) {
    PBEKeySpec spec =
        new PBEKeySpec(password.toCharArray(), salt.toBytes(), iterations, length * 8);
    try {
      return Octets.of(
          SecretKeyFactory.getInstance("PBKDF2With" + hmac).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }
}

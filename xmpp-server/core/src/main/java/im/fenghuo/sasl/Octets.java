package im.fenghuo.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// An immutable sequence of bytes. Comparing two takes a time that does not depend on their
/// content, so that keys and proofs may be compared with `equals`. It never shows its content in
/// `toString`, so that a secret does not end up in a log.
public final class Octets {

  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of `bytes`.
  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  public static Octets ofUtf8(String text) {
    return of(text.getBytes(UTF_8));
  }

  /// Throws `IllegalArgumentException` for anything that is not strict base64 (RFC 4648 §4).
  public static Octets ofBase64(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public Octets plus(Octets other) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
    System.arraycopy(other.bytes, 0, joined, bytes.length, other.bytes.length);
    return new Octets(joined);
  }

  /// Bit by bit exclusive or with `other`, which must be as long.
  Octets xor(Octets other) {
    byte[] result = bytes.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= other.bytes[i];
    }
    return new Octets(result);
  }

  /// The text these bytes are in UTF-8. Malformed input is a `malformed-request`, never replaced.
  String utf8() throws SaslException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, "not UTF-8");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && MessageDigest.isEqual(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " octets";
  }
}

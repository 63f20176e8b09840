package im.fenghuo.sasl;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/// SASLprep (RFC 4013): how a password is written before it is hashed.
///
/// RFC 8265 replaces it by the OpaqueString profile of PRECIS, but SCRAM (RFC 5802, RFC 7677) and
/// thus the clients hash the SASLprep form. The two differ only for passwords with compatibility
/// characters; there the server has to do as the clients do, or their proofs never match. Code
/// points that Unicode 3.2 did not know are allowed (RFC 3454 §7): people use them.
public final class SaslPrep {

  /// Longer passwords are refused: nobody remembers one, and preparing it costs us time.
  static final int MAXIMUM_LENGTH = 1024;

  private SaslPrep() {}

  /// The prepared form. An empty, too long or prohibited password is a `SaslException` with
  /// `malformed-request`, whose text says why.
  public static String prepare(String password) throws SaslException {
    require(password.length() <= MAXIMUM_LENGTH, "is too long");
    String prepared = isPrintableAscii(password) ? password : normalize(password);
    require(!prepared.isEmpty(), "is empty");
    return prepared;
  }

  private static String normalize(String password) throws SaslException {
    StringBuilder mapped = new StringBuilder(password.length());
    password
        .codePoints()
        .filter(c -> !isMappedToNothing(c))
        .map(c -> isNonAsciiSpace(c) ? ' ' : c)
        .forEach(mapped::appendCodePoint);
    String normalized = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    require(normalized.codePoints().noneMatch(SaslPrep::isProhibited), "has a forbidden character");
    require(isBidirectionalTextAllowed(normalized), "mixes directions of writing");
    return normalized;
  }

  private static void require(boolean condition, String problem) throws SaslException {
    if (!condition) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, "the password " + problem);
    }
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  /// RFC 3454 table C.1.2.
  private static boolean isNonAsciiSpace(int c) {
    return c != ' ' && (Character.getType(c) == Character.SPACE_SEPARATOR || c == 0x200b);
  }

  /// RFC 3454 table B.1. U+200B is in both tables; the mapping to a space comes first in RFC 4013.
  private static boolean isMappedToNothing(int c) {
    return c == 0xad
        || c == 0x34f
        || c == 0x1806
        || (c >= 0x180b && c <= 0x180d)
        || (c >= 0x200c && c <= 0x200d)
        || c == 0x2060
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xfeff;
  }

  /// RFC 3454 tables C.2.1 to C.9.
  private static boolean isProhibited(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT ->
          c == 0x6dd
              || c == 0x70f
              || (c >= 0x200e && c <= 0x200f)
              || (c >= 0x202a && c <= 0x202e)
              || (c >= 0x2061 && c <= 0x2063)
              || (c >= 0x206a && c <= 0x206f)
              || (c >= 0xfff9 && c <= 0xfffb)
              || (c >= 0x1d173 && c <= 0x1d17a)
              || (c >= 0xe0001 && c <= 0xe007f);
      default ->
          (c & 0xfffe) == 0xfffe // non-characters, on every plane
              || (c >= 0xfdd0 && c <= 0xfdef)
              || (c >= 0xfffc && c <= 0xfffd)
              || (c >= 0x2ff0 && c <= 0x2ffb)
              || c == 0x340
              || c == 0x341;
    };
  }

  /// RFC 3454 §6.
  private static boolean isBidirectionalTextAllowed(String text) {
    IntPredicate isRightToLeft = c -> direction(c) == RIGHT_TO_LEFT;
    if (text.codePoints().noneMatch(isRightToLeft)) {
      return true;
    }
    return text.codePoints().noneMatch(c -> direction(c) == LEFT_TO_RIGHT)
        && isRightToLeft.test(text.codePointAt(0))
        && isRightToLeft.test(text.codePointBefore(text.length()));
  }

  private static final int NEUTRAL = 0;
  private static final int LEFT_TO_RIGHT = 1;
  private static final int RIGHT_TO_LEFT = 2;

  private static int direction(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC ->
          RIGHT_TO_LEFT;
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> LEFT_TO_RIGHT;
      default -> NEUTRAL;
    };
  }
}

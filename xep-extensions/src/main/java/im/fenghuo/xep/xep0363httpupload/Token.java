package im.fenghuo.xep.xep0363httpupload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What nobody guesses: parts of addresses, and what owners of files show.
final class Token {

  /// How many characters there are.
  static final int LENGTH = 32;

  private static final int BYTES = 24;
  private static final String SCHEME = "Bearer ";

  private Token() {}

  /// 32 letters, digits, `-` and `_`.
  static String make(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether all that can be part of a token stands there.
  static boolean isAt(byte[] text, int start) {
    for (int i = start; i < start + LENGTH; i++) {
      int character = text[i];
      boolean isLetter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
      boolean isDigit = character >= '0' && character <= '9';
      if (!isLetter && !isDigit && character != '-' && character != '_') {
        return false;
      }
    }
    return true;
  }

  /// What the header `Authorization` says (RFC 6750 §2.1).
  static String header(String token) {
    return SCHEME + token;
  }

  /// What is kept of a token: who reads the database cannot use it.
  static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// Whether a header shows the token that was kept as this hash.
  static boolean isShown(@Nullable String header, String hash) {
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && hash(header.substring(SCHEME.length()).strip())
            .equals(hash); // hashes need no constant time
  }
}

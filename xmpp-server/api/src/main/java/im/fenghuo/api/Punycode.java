package im.fenghuo.api;

/// Reads the labels of internationalised domain names (RFC 3492). The JDK's own `IDN` follows the
/// older IDNA2003, which loses some letters.
final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;

  private Punycode() {}

  /// Decodes what follows `xn--`, in lower case.
  ///
  /// @throws IllegalArgumentException when it is not Punycode of at least one non-ASCII character
  static String decode(String encoded) {
    int delimiter = encoded.lastIndexOf('-');
    StringBuilder decoded = new StringBuilder(encoded.substring(0, Math.max(delimiter, 0)));
    int at = delimiter + 1;
    int position = 0;
    int bias = 72;
    long codePoint = 128;
    if (at == encoded.length()) {
      throw new IllegalArgumentException("no Punycode: " + encoded);
    }
    while (at < encoded.length()) {
      int before = position;
      long weight = 1;
      long sum = position;
      for (int k = BASE; ; k += BASE) {
        int digit = at < encoded.length() ? digit(encoded.charAt(at++)) : BASE;
        sum += digit * weight;
        if (digit == BASE || sum > Character.MAX_CODE_POINT * 64L) {
          throw new IllegalArgumentException("no Punycode: " + encoded);
        }
        int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
      }
      int count = decoded.codePointCount(0, decoded.length()) + 1;
      bias = bias((int) sum - before, count, before == 0);
      codePoint += sum / count;
      if (codePoint > Character.MAX_CODE_POINT) {
        throw new IllegalArgumentException("no Punycode: " + encoded);
      }
      position = (int) (sum % count);
      decoded.insert(decoded.offsetByCodePoints(0, position), Character.toString((int) codePoint));
      position++;
    }
    return decoded.toString();
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : BASE;
  }

  private static int bias(int delta, int count, boolean first) {
    int rest = first ? delta / DAMP : delta / 2;
    rest += rest / count;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
  }
}

package im.fenghuo.stream;

import im.fenghuo.api.xml.StreamErrorCondition;

/// Knows the characters of a stream: which controls there are, and how UTF-8 is put together,
/// across the ends of what is received at once.
abstract class CharacterScanner {

  /// How many bytes the current character lacks, and the bounds of the next.
  private byte missing;

  private byte low;
  private byte high;

  /// Ends it all. Answers a position beyond any other.
  abstract int violation(StreamErrorCondition condition, String text);

  final boolean isInsideCharacter() {
    return missing > 0;
  }

  final void forgetCharacter() {
    missing = 0;
  }

  /// A byte that is no ordinary character of ASCII: the first of several, or a control.
  final int unusual(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xFF;
    if (lead < ' ') {
      return violation(StreamErrorCondition.NOT_WELL_FORMED, "a control character");
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return notUtf8();
    }
    if (lead < 0xE0) {
      missing = 1;
    } else {
      missing = (byte) (lead < 0xF0 ? 2 : 3);
    }
    low = (byte) (lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80);
    high = (byte) (lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF);
    return continuation(bytes, i + 1, end);
  }

  /// Bytes from 0x80 are negative and keep their order, so they compare as they are.
  final int continuation(byte[] bytes, int from, int end) {
    int i = from;
    while (missing > 0 && i < end) {
      byte b = bytes[i++];
      if (b < low || b > high) {
        return notUtf8();
      }
      missing--;
      low = (byte) 0x80;
      high = (byte) 0xBF;
    }
    return i;
  }

  /// Skips what means nothing here: to the next `stop` or `<`, or behind a character of several
  /// bytes.
  final int plain(byte[] bytes, int from, int end, byte stop) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == stop || b == '<') {
        return i;
      }
      if (b < ' ' && !isWhitespace(b)) {
        return unusual(bytes, i, end);
      }
    }
    return end;
  }

  private int notUtf8() {
    return violation(StreamErrorCondition.UNSUPPORTED_ENCODING, "not UTF-8");
  }

  final int misplaced() {
    return violation(StreamErrorCondition.NOT_WELL_FORMED, "markup where it cannot stand");
  }

  static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}

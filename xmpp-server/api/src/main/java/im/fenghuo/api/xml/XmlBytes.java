package im.fenghuo.api.xml;

/// Single characters of XML 1.0 in UTF-8: which there are, and how they are read.
final class XmlBytes {

  static final byte NAME_START = 1;
  static final byte NAME = 2;
  static final byte SPACE = 4;

  /// May stand in an attribute value or text and means itself; `]` may not, because of `]]>`.
  static final byte PLAIN = 8;

  private static final byte[] CLASSES = classes();

  private XmlBytes() {}

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = 0; c < 128; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
      boolean inside = letter || (c >= '0' && c <= '9') || c == '-' || c == '.';
      boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      boolean plain = c >= ' ' && "<&]'\"".indexOf(c) < 0;
      classes[c] =
          (byte)
              ((letter ? NAME_START : 0)
                  | (inside ? NAME : 0)
                  | (space ? SPACE : 0)
                  | (plain ? PLAIN : 0));
    }
    return classes;
  }

  /// Whether a byte is an ASCII character of this class.
  static boolean is(byte b, byte type) {
    return b >= 0 && (CLASSES[b] & type) != 0;
  }

  /// How many bytes the character has whose first byte, of value 0x80 or more, is at `i`.
  ///
  /// @throws XmlException when it is not UTF-8, or no character of XML
  static int length(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xFF;
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || end - i < length) {
      throw notUtf8();
    }
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int at = i + 1; at < i + length; at++) {
      int b = bytes[at] & 0xFF;
      if (b < low || b > high) {
        throw notUtf8();
      }
      low = 0x80;
      high = 0xBF;
    }
    if (lead == 0xEF && bytes[i + 1] == (byte) 0xBF && bytes[i + 2] >= (byte) 0xBE) {
      throw new XmlException(
          StreamErrorCondition.NOT_WELL_FORMED, "U+FFFE and U+FFFF are no characters");
    }
    return length;
  }

  /// The character of `length` bytes at `i`, which has been checked.
  static int codePoint(byte[] bytes, int i, int length) {
    int value = bytes[i] & (0xFF >> (length + 1));
    for (int at = i + 1; at < i + length; at++) {
      value = (value << 6) | (bytes[at] & 0x3F);
    }
    return value;
  }

  /// XML 1.0 §2.2.
  static boolean isCharacter(int c) {
    return c >= 0x20
        ? c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF)
        : c == '\t' || c == '\n' || c == '\r';
  }

  /// XML 1.0 §2.3, for what is not ASCII.
  static boolean isNameCharacter(int c, boolean first) {
    boolean start =
        (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
            || (c >= 0x370 && c <= 0x1FFF && c != 0x37E)
            || (c >= 0x200C && c <= 0x200D)
            || (c >= 0x2070 && c <= 0x218F)
            || (c >= 0x2C00 && c <= 0x2FEF)
            || (c >= 0x3001 && c <= 0xD7FF)
            || (c >= 0xF900 && c <= 0xFDCF)
            || (c >= 0xFDF0 && c <= 0xFFFD)
            || (c >= 0x10000 && c <= 0xEFFFF);
    return start
        || (!first && (c == 0xB7 || (c >= 0x300 && c <= 0x36F) || (c >= 0x203F && c <= 0x2040)));
  }

  static boolean isNameStart(int c) {
    return c < 0x80 ? is((byte) c, NAME_START) : isNameCharacter(c, true);
  }

  private static XmlException notUtf8() {
    return new XmlException(StreamErrorCondition.UNSUPPORTED_ENCODING, "not UTF-8");
  }
}

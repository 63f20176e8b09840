package im.fenghuo.api.xml;

/// What references and line ends stand for (XML 1.0 §2.11, §3.3.3, §4.1, §4.6).
final class CharacterReferences {

  private final StringBuilder result = new StringBuilder();

  /// Replaces references and line ends in text, or in an attribute value, where white space becomes
  /// a space.
  ///
  /// @throws XmlException `restricted-xml` for an entity of one's own, `not-well-formed` for what
  ///   is no reference, or refers to no character of XML
  String resolve(String text, boolean attribute) {
    result.setLength(0);
    int length = text.length();
    int from = 0;
    while (from < length) {
      int i = from;
      while (i < length && !isSpecial(text.charAt(i), attribute)) {
        i++;
      }
      result.append(text, from, i);
      from = i < length ? special(text, i, attribute) : length;
    }
    return result.toString();
  }

  private static boolean isSpecial(char c, boolean attribute) {
    return c == '&' || c == '\r' || (attribute && (c == '\n' || c == '\t'));
  }

  /// Appends what the character stands for, or the reference that it begins. Answers where to go
  /// on.
  private int special(String text, int i, boolean attribute) {
    if (text.charAt(i) == '&') {
      int end = text.indexOf(';', i);
      if (end < 0) {
        throw SubsetParser.notWellFormed("'&' without a reference");
      }
      result.appendCodePoint(reference(text, i + 1, end));
      return end + 1;
    }
    result.append(attribute ? ' ' : '\n');
    return text.startsWith("\r\n", i) ? i + 2 : i + 1;
  }

  private static int reference(String text, int from, int to) {
    if (text.startsWith("#x", from)) {
      return character(text, from + 2, to, 16);
    }
    if (text.startsWith("#", from)) {
      return character(text, from + 1, to, 10);
    }
    return switch (text.substring(from, Math.min(to, from + 64))) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default ->
          throw isName(text, from, to)
              ? SubsetParser.restricted("a reference to an entity other than the predefined five")
              : SubsetParser.notWellFormed("'&' without a reference");
    };
  }

  private static int character(String text, int from, int to, int radix) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      value = value * radix + digit;
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        throw SubsetParser.notWellFormed("no reference to a character");
      }
    }
    if (from == to || !XmlBytes.isCharacter(value)) {
      throw SubsetParser.notWellFormed("no reference to a character of XML");
    }
    return value;
  }

  private static boolean isName(String text, int from, int to) {
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      byte type = i == from ? XmlBytes.NAME_START : XmlBytes.NAME;
      if (c < 128 ? !XmlBytes.is((byte) c, type) : !XmlBytes.isNameCharacter(c, i == from)) {
        return false;
      }
    }
    return from < to;
  }
}

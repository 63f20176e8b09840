package im.fenghuo.stream;

import im.fenghuo.api.xml.StreamErrorCondition;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The XML declaration, which may come before a stream header (RFC 6120 §11.5).
final class XmlDeclaration {

  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml\\s+version\\s*=\\s*(?:'1\\.0'|\"1\\.0\")"
              + "(?:\\s+encoding\\s*=\\s*['\"]([A-Za-z][A-Za-z0-9._-]*)['\"])?"
              + "(?:\\s+standalone\\s*=\\s*['\"](?:yes|no)['\"])?\\s*\\?>");

  private XmlDeclaration() {}

  /// What is wrong with it, or null: it must be complete and say XML 1.0 and, if anything, UTF-8.
  static @Nullable StreamErrorCondition check(byte[] bytes, int length) {
    Matcher matcher =
        DECLARATION.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      return length > 5 && bytes[2] == 'x' && bytes[3] == 'm' && bytes[4] == 'l'
          ? StreamErrorCondition.NOT_WELL_FORMED
          : StreamErrorCondition.RESTRICTED_XML;
    }
    String encoding = matcher.group(1);
    return encoding == null || encoding.toLowerCase(Locale.ROOT).equals("utf-8")
        ? null
        : StreamErrorCondition.UNSUPPORTED_ENCODING;
  }
}

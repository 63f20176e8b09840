package im.fenghuo.xep.xep0363httpupload;

import java.nio.charset.StandardCharsets;

/// Names of files as they are in addresses and headers.
final class FileName {

  /// Beyond it, names are shortened: file systems of recipients do not take more than 255 bytes.
  private static final int MOST = 120;

  private static final int MOST_ENDING = 12;
  private static final String UNRESERVED = "-._~";

  private FileName() {}

  /// The name without what would lead to another folder, or cannot be shown. The ending stays.
  static String of(String wanted) {
    String last = wanted.substring(Math.max(wanted.lastIndexOf('/'), wanted.lastIndexOf('\\')) + 1);
    StringBuilder name = new StringBuilder();
    last.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .forEach(name::appendCodePoint);
    String clean = shortened(name.toString().strip());
    return clean.matches("\\.*") ? "file" : clean;
  }

  private static String shortened(String name) {
    if (name.length() <= MOST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot >= name.length() - MOST_ENDING ? name.substring(dot) : "";
    int end = MOST - ending.length();
    return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end)
        + ending;
  }

  /// As a segment of a path (RFC 3986 §3.3), and as a value of RFC 8187: all but letters, digits
  /// and `-._~` is percent-encoded.
  static String encoded(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append("%%%02X".formatted((int) c));
      }
    }
    return text.toString();
  }
}

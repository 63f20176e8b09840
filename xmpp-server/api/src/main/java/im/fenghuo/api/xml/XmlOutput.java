package im.fenghuo.api.xml;

import java.util.Arrays;

/// A growing buffer of UTF-8 that knows how to escape. Reusable by [#clear]; belongs to one thread
/// at a time.
///
/// Characters that XML 1.0 cannot carry (§2.2: most controls, lone surrogates, U+FFFE, U+FFFF) are
/// written as U+FFFD, so that no text, wherever it came from, can break the reader's stream.
public final class XmlOutput {

  private byte[] bytes;
  private int length;

  public XmlOutput(int capacity) {
    bytes = new byte[capacity];
  }

  public XmlOutput() {
    this(512);
  }

  /// The buffer; valid up to [#length], until the next write.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// Forgets what was written and keeps the buffer, unless that has grown beyond `maxKept` bytes.
  public void clear(int maxKept) {
    length = 0;
    if (bytes.length > maxKept) {
      bytes = new byte[maxKept];
    }
  }

  public XmlOutput append(byte[] more) {
    return append(more, 0, more.length);
  }

  public XmlOutput append(byte[] more, int offset, int count) {
    ensure(count);
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
    return this;
  }

  /// Appends one ASCII character.
  public XmlOutput append(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /// Appends ASCII that needs no escape.
  public XmlOutput ascii(String markup) {
    int count = markup.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) markup.charAt(i);
    }
    length += count;
    return this;
  }

  /// Appends the name of an element or attribute, which may be any of Unicode.
  public XmlOutput name(String name) {
    return escaped(name, '&', '<');
  }

  /// Appends ` name='value'`.
  public XmlOutput attribute(String name, String value) {
    return append(' ').name(name).ascii("='").escaped(value, '\'', '\n').append('\'');
  }

  /// Appends `<name`, and a default namespace where `namespace` is not that of the context.
  /// Attributes may follow, then `>` or `/>`.
  public XmlOutput startTag(String namespace, String name, String contextNamespace) {
    append('<').name(name);
    return namespace.equals(contextNamespace) ? this : attribute("xmlns", namespace);
  }

  /// Appends `</name>`.
  public XmlOutput endTag(String name) {
    return ascii("</").name(name).append('>');
  }

  /// Appends character data.
  public XmlOutput text(String text) {
    return escaped(text, '>', '>');
  }

  /// Escapes `&`, `<`, the carriage return, and two more: what else the place calls for. A tab is
  /// escaped where the line feed is, which is in attributes (XML 1.0 §3.3.3).
  private XmlOutput escaped(String text, char one, char two) {
    int count = text.length();
    ensure(count);
    int i = 0;
    for (; i < count; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '&' || c == '<' || c == one) {
        break;
      }
      bytes[length++] = (byte) c;
    }
    while (i < count) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      ensure(8 + count - i);
      character(c, one, two);
    }
    return this;
  }

  private void character(int c, char one, char two) {
    switch (c) {
      case '&' -> ascii("&amp;");
      case '<' -> ascii("&lt;");
      case '\r' -> ascii("&#xD;");
      case '>' -> ascii(one == '>' ? "&gt;" : ">");
      case '\'' -> ascii(one == '\'' ? "&apos;" : "'");
      case '\n' -> ascii(two == '\n' ? "&#xA;" : "\n");
      case '\t' -> ascii(two == '\n' ? "&#x9;" : "\t");
      default -> encode(isAllowed(c) ? c : 0xFFFD);
    }
  }

  private static boolean isAllowed(int c) {
    return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  private void encode(int c) {
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | (c >> 6));
      continuation(c);
    } else if (c < 0x10000) {
      bytes[length++] = (byte) (0xE0 | (c >> 12));
      continuation(c >> 6);
      continuation(c);
    } else {
      bytes[length++] = (byte) (0xF0 | (c >> 18));
      continuation(c >> 12);
      continuation(c >> 6);
      continuation(c);
    }
  }

  private void continuation(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}

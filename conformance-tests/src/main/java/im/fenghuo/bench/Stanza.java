package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// A view of one complete element in a read buffer; valid only during the call that hands it over.
///
/// Nothing is parsed: the questions are answered by looking at the bytes, because a load client
/// must be cheaper than the server it measures.
final class Stanza {

  private final byte[] bytes;
  private final int start;
  private final int end;

  Stanza(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /// The buffer itself.
  byte[] bytes() {
    return bytes;
  }

  /// Where the element starts in the buffer.
  int start() {
    return start;
  }

  /// Where it ends, exclusive.
  int end() {
    return end;
  }

  /// Whether the element's start tag begins with `name`, prefix included as written.
  boolean is(String name) {
    int after = start + 1 + name.length();
    if (after >= end || !matches(start + 1, name)) {
      return false;
    }
    byte next = bytes[after];
    return next == ' ' || next == '>' || next == '/' || next == '\n' || next == '\t';
  }

  /// The value of an attribute of the element's own start tag, as written (entities are not
  /// decoded).
  Optional<String> attribute(String name) {
    int at = attributeAt(name);
    if (at < 0) {
      return Optional.empty();
    }
    int close = indexOf(bytes[at - 1], at);
    return close < 0 ? Optional.empty() : Optional.of(new String(bytes, at, close - at, UTF_8));
  }

  /// Whether an attribute of the element's own start tag has exactly this value.
  boolean attributeIs(String name, String value) {
    int at = attributeAt(name);
    return at >= 0
        && at + value.length() < end
        && matches(at, value)
        && bytes[at + value.length()] == bytes[at - 1];
  }

  /// Whether the ASCII text occurs anywhere in the element.
  boolean contains(String text) {
    return find(text, start) >= 0;
  }

  /// Where the ASCII text begins at or after `from`, or -1.
  int find(String text, int from) {
    byte first = (byte) text.charAt(0);
    for (int at = indexOf(first, from); at >= 0; at = indexOf(first, at + 1)) {
      if (at + text.length() <= end && matches(at, text)) {
        return at;
      }
    }
    return -1;
  }

  /// The character data right after the first start tag whose name begins with `name`; empty when
  /// there is none.
  String textOf(String name) {
    int at = textAt(name);
    if (at < 0) {
      return "";
    }
    int close = indexOf((byte) '<', at);
    return close < 0 ? "" : new String(bytes, at, close - at, UTF_8);
  }

  /// Where the content of the first element whose name begins with `name` starts; -1 when there is
  /// none or it is empty.
  int textAt(String name) {
    int tag = find("<" + name, start);
    int close = tag < 0 ? -1 : indexOf((byte) '>', tag);
    return close < 0 || bytes[close - 1] == '/' ? -1 : close + 1;
  }

  /// At most 200 characters, for an error report.
  String excerpt() {
    return new String(bytes, start, Math.min(end - start, 200), UTF_8);
  }

  private int attributeAt(String name) {
    for (int at = start + 1; at < end && bytes[at] != '>'; at++) {
      byte b = bytes[at];
      if (b == '\'' || b == '"') {
        at = indexOf(b, at + 1);
        if (at < 0) {
          return -1;
        }
      } else if ((b == ' ' || b == '\n' || b == '\t') && isAttribute(at + 1, name)) {
        return at + name.length() + 3;
      }
    }
    return -1;
  }

  private boolean isAttribute(int at, String name) {
    int equals = at + name.length();
    return equals + 2 < end
        && matches(at, name)
        && bytes[equals] == '='
        && (bytes[equals + 1] == '\'' || bytes[equals + 1] == '"');
  }

  private boolean matches(int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(byte wanted, int from) {
    for (int at = from; at < end; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }
}

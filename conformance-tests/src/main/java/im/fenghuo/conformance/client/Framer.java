package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.io.Reader;

/// Cuts a stream of characters into a header, its children and its end. It trusts the server to
/// send no comments: they are forbidden (RFC 6120 §11.1).
final class Framer {

  private static final String CDATA = "<![CDATA[";

  private final Reader in;

  Framer(Reader in) {
    this.in = in;
  }

  /// The next part of the stream. Blocks.
  Incoming next() throws IOException {
    StringBuilder child = new StringBuilder();
    int depth = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        return new Incoming.End(false);
      }
      if (next != '<') {
        if (depth > 0) {
          child.append((char) next);
        }
        continue;
      }
      String tag = tag();
      if (tag.startsWith("<?")) {
        continue;
      }
      if (depth == 0 && tag.startsWith("</")) {
        return new Incoming.End(true);
      }
      if (depth == 0 && tag.startsWith("<stream:stream")) {
        return new Incoming.Header(XmlReader.readStartTag(tag));
      }
      child.append(tag);
      depth += change(tag);
      if (depth == 0) {
        return new Incoming.Child(XmlReader.readOne(child.toString()));
      }
    }
  }

  private static int change(String tag) {
    if (tag.startsWith("</")) {
      return -1;
    }
    return tag.endsWith("/>") || tag.startsWith(CDATA) ? 0 : 1;
  }

  private String tag() throws IOException {
    StringBuilder tag = new StringBuilder("<");
    int quote = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended in the middle of " + tag);
      }
      tag.append((char) next);
      boolean data = tag.length() >= CDATA.length() && tag.indexOf(CDATA) == 0;
      if (data ? endsWith(tag, "]]>") : next == '>' && quote == 0) {
        return tag.toString();
      }
      if (quote == next) {
        quote = 0;
      } else if (quote == 0 && !data && (next == '\'' || next == '"')) {
        quote = next;
      }
    }
  }

  private static boolean endsWith(StringBuilder text, String end) {
    return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
  }
}

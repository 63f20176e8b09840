package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes a document that is too large for memory: elements that stay open, and whole ones in them.
/// Blocks as its stream does; one line for each tag and element.
public final class ElementWriter {

  private static final int KEPT = 65_536;

  private final OutputStream out;
  private final XmlOutput buffer = new XmlOutput(KEPT);
  private final Deque<Open> open = new ArrayDeque<>();

  /// An element that is open: what is in it has its namespace by default.
  private record Open(String namespace, String name) {}

  /// @param out where the document goes, as UTF-8
  public ElementWriter(OutputStream out) {
    this.out = out;
  }

  /// Begins the document. Blocks.
  public void declaration() throws IOException {
    out.write("<?xml version='1.0' encoding='UTF-8'?>\n".getBytes(UTF_8));
  }

  /// Opens an element inside the one that is open. Blocks.
  ///
  /// @param attributes names and values by turns
  public void open(String namespace, String name, String... attributes) throws IOException {
    buffer.startTag(namespace, name, context());
    for (int i = 0; i < attributes.length; i += 2) {
      buffer.attribute(attributes[i], attributes[i + 1]);
    }
    buffer.append('>');
    open.push(new Open(namespace, name));
    flush();
  }

  /// Writes an element inside the one that is open. Blocks.
  public void write(Element element) throws IOException {
    element.write(buffer, context());
    flush();
  }

  /// Closes the element that was opened last. Blocks.
  public void close() throws IOException {
    buffer.endTag(open.pop().name());
    flush();
  }

  private String context() {
    Open innermost = open.peek();
    return innermost == null ? "" : innermost.namespace();
  }

  private void flush() throws IOException {
    buffer.append('\n');
    out.write(buffer.array(), 0, buffer.length());
    buffer.clear(KEPT);
  }
}

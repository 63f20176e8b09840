package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;

/// Reads a stream as a header, its children and its end.
final class Framer implements StanzaFramer.Sink {

  private final InputStream in;
  private final StanzaFramer cutter = new StanzaFramer();
  private final ArrayDeque<Incoming> ready = new ArrayDeque<>();
  private final byte[] buffer = new byte[8192];

  Framer(InputStream in) {
    this.in = in;
  }

  /// The next part of the stream. Blocks.
  Incoming next() throws IOException {
    while (ready.isEmpty()) {
      int count = in.read(buffer);
      if (count < 0) {
        return new Incoming.End(false);
      }
      cutter.feed(buffer, count, this);
    }
    return ready.remove();
  }

  @Override
  public void streamOpened(byte[] bytes, int start, int end) {
    String tag = new String(bytes, start, end - start, UTF_8);
    ready.add(new Incoming.Header(XmlReader.readStartTag(tag)));
  }

  @Override
  public void stanza(byte[] bytes, int start, int end) {
    ready.add(new Incoming.Child(XmlReader.readOne(new String(bytes, start, end - start, UTF_8))));
  }

  @Override
  public void streamClosed() {
    ready.add(new Incoming.End(true));
  }
}

package im.fenghuo.stream;

import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;

/// What a WebSocket message has to be (RFC 7395 §3.3): one complete element and nothing else.
public final class SingleElement implements Framer.Handler {

  private int elements;

  private SingleElement() {}

  /// Checks the range by the rules of a stream, within its limits. Whitespace may follow the
  /// element. It may still be malformed in ways that are for the parser to find.
  ///
  /// @throws XmlException with the stream error that it calls for
  public static void require(byte[] bytes, int offset, int length, FramerLimits limits) {
    if (length == 0 || bytes[offset] != '<') {
      throw new XmlException(
          StreamErrorCondition.BAD_FORMAT, "a message must begin with an element");
    }
    SingleElement found = new SingleElement();
    Framer framer = new Framer(limits, found);
    framer.expectElement();
    framer.feed(bytes, offset, length);
    if (framer.isHalfRead()) {
      throw new XmlException(StreamErrorCondition.NOT_WELL_FORMED, "the element is not complete");
    }
    if (found.elements != 1) {
      throw new XmlException(StreamErrorCondition.BAD_FORMAT, "a message must be one element");
    }
  }

  @Override
  public void header(byte[] bytes, int offset, int length) {
    throw new IllegalStateException("no header is expected");
  }

  @Override
  public void element(byte[] bytes, int offset, int length) {
    elements++;
  }

  @Override
  public void whitespace() {
    // Behind the element: harmless.
  }

  @Override
  public void close() {
    elements = 0;
  }

  @Override
  public void violation(StreamErrorCondition condition, String text) {
    throw new XmlException(condition, text);
  }
}

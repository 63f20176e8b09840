package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.List;

/// Reads a stream as a server does, and writes down what it finds. A violation is the last entry.
final class Events implements Framer.Handler {

  static final FramerLimits LIMITS = new FramerLimits(400, 6, 6);

  private final List<String> list = new ArrayList<>();
  private final XmlParser parser;
  private final Framer framer = new Framer(LIMITS, this);
  private Scope scope = Scope.CLIENT;

  Events(XmlParser parser) {
    this.parser = parser;
  }

  /// Feeds the bytes of the Latin-1 characters, in pieces of a size.
  static List<String> of(String latin1, int size) {
    return of(XmlParser.create(), latin1.getBytes(ISO_8859_1), size);
  }

  static List<String> of(XmlParser parser, byte[] input, int size) {
    Events events = new Events(parser);
    for (int i = 0; i < input.length; i += size) {
      events.framer.feed(input, i, Math.min(size, input.length - i));
    }
    return events.list();
  }

  Framer framer() {
    return framer;
  }

  /// What was found, with whitespace told once however often it was.
  List<String> list() {
    List<String> once = new ArrayList<>();
    for (String event : list) {
      if (!event.equals("whitespace") || !once.getLast().equals("whitespace")) {
        once.add(event);
      }
    }
    return once;
  }

  @Override
  public void header(byte[] bytes, int offset, int length) {
    try {
      StreamHeader header = StreamHeader.parse(parser, bytes, offset, length);
      header.require("jabber:client");
      scope = header.scope();
      list.add("header to=" + header.to());
    } catch (XmlException e) {
      framer.stop();
      list.add(e.condition().elementName());
    }
  }

  @Override
  public void element(byte[] bytes, int offset, int length) {
    try {
      list.add(parser.parse(bytes, offset, length, scope).toString());
    } catch (XmlException e) {
      framer.stop();
      list.add(e.condition().elementName());
    }
  }

  @Override
  public void whitespace() {
    list.add("whitespace");
  }

  @Override
  public void close() {
    list.add("close");
  }

  @Override
  public void violation(StreamErrorCondition condition, String text) {
    list.add(condition.elementName());
  }
}

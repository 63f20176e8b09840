package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.api.xml.StreamErrorCondition;
import java.util.ArrayList;
import java.util.List;

/// Writes down what a framer finds.
final class Events implements Framer.Handler {

  static final FramerLimits LIMITS = new FramerLimits(10_000, 20, 20);

  private final List<String> list = new ArrayList<>();

  static Events of(String input) {
    return of(input.getBytes(UTF_8), Integer.MAX_VALUE);
  }

  static Events of(byte[] input, int chunk) {
    Events events = new Events();
    Framer framer = new Framer(LIMITS, events);
    for (int i = 0; i < input.length; i += chunk) {
      framer.feed(input, i, Math.min(chunk, input.length - i));
    }
    return events;
  }

  List<String> list() {
    return list;
  }

  @Override
  public void header(byte[] bytes, int offset, int length) {
    list.add("header " + new String(bytes, offset, length, UTF_8));
  }

  @Override
  public void element(byte[] bytes, int offset, int length) {
    list.add("element " + new String(bytes, offset, length, UTF_8));
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
    list.add("violation " + condition.elementName());
  }
}

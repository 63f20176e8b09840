package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/// [XEP-0198](https://xmpp.org/extensions/xep-0198.html): acknowledgements of a stream, without
/// resumption.
///
/// `h` counts what is handled *and* durable, so that what was acknowledged is never lost.
final class StreamManagement {

  static final String NAMESPACE = "urn:xmpp:sm:3";
  private static final long MODULUS = 1L << 32;

  private boolean enabled;
  private long handledBefore;
  private long sent;

  sealed interface Outcome {}

  record Say(Element answer) implements Outcome {}

  /// Answer once that many stanzas of the session are durable.
  record Acknowledge(long count) implements Outcome {}

  record Nothing() implements Outcome {}

  record Fail(StreamError error) implements Outcome {}

  /// The stream feature.
  static Element feature() {
    return Element.of(NAMESPACE, "sm").build();
  }

  /// @param stanzas how many the session has sent so far
  Outcome handle(Element element, long stanzas) {
    return switch (element.name()) {
      case "enable" -> enable(stanzas);
      case "resume" ->
          new Say(failed("item-not-found", "sessions of this server cannot be resumed"));
      case "r" -> enabled ? new Acknowledge(stanzas) : notEnabled();
      case "a" -> enabled ? acknowledged(element) : notEnabled();
      default ->
          new Fail(
              new StreamError(
                  StreamErrorCondition.UNSUPPORTED_STANZA_TYPE,
                  "<" + element.name() + "/> is not known here"));
    };
  }

  private Outcome enable(long stanzas) {
    if (enabled) {
      return new Say(failed("unexpected-request", "acknowledgements are enabled already"));
    }
    enabled = true;
    handledBefore = stanzas;
    return new Say(Element.of(NAMESPACE, "enabled").build());
  }

  private static Outcome notEnabled() {
    return new Say(failed("unexpected-request", "acknowledgements are not enabled"));
  }

  private Outcome acknowledged(Element element) {
    String h = element.attribute("h");
    try {
      long count = h == null ? -1 : Long.parseLong(h);
      if (count >= 0 && count < MODULUS) {
        if (Math.floorMod(sent - count, MODULUS) > Integer.MAX_VALUE) {
          return new Fail(
              new StreamError(
                  StreamErrorCondition.UNDEFINED_CONDITION,
                  "acknowledged " + count + " stanzas, but only " + sent + " were sent"));
        }
        return new Nothing();
      }
    } catch (NumberFormatException e) {
      // said below
    }
    return new Fail(new StreamError(StreamErrorCondition.BAD_FORMAT, "<a/> needs a number in 'h'"));
  }

  /// Whether the client has asked for acknowledgements.
  boolean isEnabled() {
    return enabled;
  }

  /// A stanza was sent to the client.
  void sent() {
    if (enabled) {
      sent++;
    }
  }

  /// `<a/>` for that many durable stanzas of the session.
  static Element acknowledgement(@Nullable StreamManagement management, long settled) {
    long before = management == null ? 0 : management.handledBefore;
    return Element.of(NAMESPACE, "a")
        .attribute("h", Long.toString(Math.floorMod(settled - before, MODULUS)))
        .build();
  }

  private static Element failed(String condition, String text) {
    return Element.of(NAMESPACE, "failed")
        .child(Element.of("urn:ietf:params:xml:ns:xmpp-stanzas", condition).build())
        .child(
            Element.of("urn:ietf:params:xml:ns:xmpp-stanzas", "text").lang("en").text(text).build())
        .build();
  }
}

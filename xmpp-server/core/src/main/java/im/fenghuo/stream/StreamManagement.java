package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0198](https://xmpp.org/extensions/xep-0198.html): what a session and its client have
/// handled of what they sent each other, whatever streams carried it. Belongs to the loop of the
/// stream that carries it now.
///
/// `h` counts what is handled *and* durable, so that what was acknowledged is never lost.
final class StreamManagement {

  static final String NAMESPACE = "urn:xmpp:sm:3";

  /// Asks the client what it has handled.
  static final Element REQUEST = Element.of(NAMESPACE, "r").build().serialized();

  private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";
  private static final long MODULUS = 1L << 32;

  private final @Nullable String id;
  private final long handledBefore;
  private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>(4);
  private long acknowledged;
  private boolean asked;

  /// A stanza that was sent.
  ///
  /// @param delivery which message of the session's archive it is, as the account counts them; 0 if
  ///   it is none
  record Sent(Element stanza, long delivery) {}

  /// @param id names the session for a stream that resumes it; null where none can
  /// @param handledBefore how many stanzas the session has sent before
  StreamManagement(@Nullable String id, long handledBefore) {
    this.id = id;
    this.handledBefore = handledBefore;
  }

  /// Names the session for a stream that resumes it; null where none can.
  @Nullable String id() {
    return id;
  }

  /// A stanza is sent, or will be when there is a stream again.
  void sent(Element stanza, long delivery) {
    unacknowledged.add(new Sent(stanza, delivery));
  }

  /// What the client has not acknowledged, the oldest first.
  Iterable<Sent> unacknowledged() {
    return unacknowledged;
  }

  /// How much the client has not acknowledged.
  int behind() {
    return unacknowledged.size();
  }

  /// Whether the client is to be asked now: once, until it answers.
  boolean shallAsk() {
    if (asked || unacknowledged.isEmpty()) {
      return false;
    }
    asked = true;
    return true;
  }

  /// The client will have to be asked anew: it is on another stream.
  void forgetAsked() {
    asked = false;
  }

  /// The client has handled what it was sent, up to `h`.
  ///
  /// @return the last of the archive's messages among it, as the account counts them; 0 for none
  /// @throws HandledTooMuch when it was not sent that much
  long acknowledged(long h) throws HandledTooMuch {
    long count = Math.floorMod(h - acknowledged, MODULUS);
    if (count > unacknowledged.size()) {
      throw new HandledTooMuch(h, Math.floorMod(acknowledged + unacknowledged.size(), MODULUS));
    }
    asked = false;
    acknowledged = h;
    long delivery = 0;
    for (long i = 0; i < count; i++) {
      delivery = Math.max(delivery, unacknowledged.remove().delivery());
    }
    return delivery;
  }

  /// `h` of an element; null where there is none that could be one.
  static @Nullable Long h(Element element) {
    String h = element.attribute("h");
    if (h == null || !h.matches("[0-9]{1,10}")) {
      return null;
    }
    long count = Long.parseLong(h);
    return count < MODULUS ? count : null;
  }

  /// Says how many of the client's stanzas are handled.
  ///
  /// @param name of the element
  /// @param settled how many stanzas of the session are durable
  Element.Builder handled(String name, long settled) {
    return Element.of(NAMESPACE, name)
        .attribute("h", Long.toString(Math.floorMod(settled - handledBefore, MODULUS)));
  }

  /// The stream feature; also what is offered inline (§9).
  static Element feature() {
    return Element.of(NAMESPACE, "sm").build();
  }

  /// Answers `<enable/>`.
  ///
  /// @param limit how long the session waits for a stream that resumes it
  Element enabled(Duration limit) {
    Element.Builder enabled = Element.of(NAMESPACE, "enabled");
    if (id != null) {
      enabled
          .attribute("id", id)
          .attribute("resume", "true")
          .attribute("max", Long.toString(limit.toSeconds()));
    }
    return enabled.build();
  }

  /// Answers what cannot be done.
  static Element failed(String condition, String text) {
    return Element.of(NAMESPACE, "failed")
        .children(
            List.of(
                Element.of(STANZAS, condition).build(),
                Element.of(STANZAS, "text").lang("en").text(text).build()))
        .build();
  }

  /// The client says that it has handled more than it was sent (§6).
  static final class HandledTooMuch extends Exception {

    private static final long serialVersionUID = 1L;

    private final long h;
    private final long sent;

    HandledTooMuch(long h, long sent) {
      super("acknowledged " + h + " stanzas, but only " + sent + " were sent");
      this.h = h;
      this.sent = sent;
    }

    /// What a stream error says of it.
    Element element() {
      return Element.of(NAMESPACE, "handled-count-too-high")
          .attribute("h", Long.toString(h))
          .attribute("send-count", Long.toString(sent))
          .build();
    }
  }
}

package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Loop;
import im.fenghuo.stream.StreamManagement.HandledTooMuch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one stream and its client tell each other of what is handled (XEP-0198 §3 and §4). Belongs
/// to the stream's loop; a transport that is closed takes no notice.
final class Acknowledgements {

  /// How many stanzas of those sent may be unacknowledged.
  private static final int NEARLY_ALL = 20;

  private final BoundSession session;
  private final Transport transport;
  private final Loop loop;
  private final Consumer<StreamError> onError;
  private @Nullable Settlement settlement;
  private boolean isAsked;
  private long askedAt;

  /// @param onError ends the stream
  Acknowledgements(
      BoundSession session, Transport transport, Loop loop, Consumer<StreamError> onError) {
    this.session = session;
    this.transport = transport;
    this.loop = loop;
    this.onError = onError;
  }

  BoundSession session() {
    return session;
  }

  /// An element that is no stanza.
  ///
  /// @return whether it is known here
  boolean handle(Element element) {
    if (!element.namespace().equals(StreamManagement.NAMESPACE)) {
      return false;
    }
    StreamManagement management = session.management();
    switch (element.name()) {
      case "enable" -> transport.send(session.enable(element));
      case "resume" -> transport.send(unexpected("this stream has a session already"));
      case "r", "a" -> {
        if (management == null) {
          transport.send(unexpected("acknowledgements are not enabled"));
        } else if (element.name().equals("r")) {
          answerSoon();
        } else {
          take(management, element);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Element unexpected(String text) {
    return StreamManagement.failed("unexpected-request", text);
  }

  /// Does the work once that many stanzas of the session are settled.
  void whenSettled(long count, Runnable work) {
    if (settlement == null) {
      settlement = new Settlement(session.port(), loop);
    }
    settlement.whenSettled(count, work);
  }

  /// Another stream carries on: what is settled is for it to hear.
  void handOver() {
    if (settlement != null) {
      settlement.abandon();
    }
  }

  /// Does the work once the client has taken nearly all that it was sent: has acknowledged it, or
  /// at least it has left here.
  void whenTaken(Runnable work) {
    session.whenTaken(work);
    checkTaken();
  }

  /// Sees whether the client has taken what it was sent, where somebody waits for that.
  void checkTaken() {
    if (!session.isAwaitingTaken()) {
      return;
    }
    StreamManagement management = session.management();
    if (management == null) {
      transport.whenWritten(session::taken);
    } else if (management.behind() <= NEARLY_ALL) {
      session.taken();
    }
  }

  /// The client asks what is settled. Who asks again before the answer is told once: asking costs a
  /// client next to nothing.
  private void answerSoon() {
    askedAt = session.received();
    if (!isAsked) {
      isAsked = true;
      whenSettled(askedAt, this::answer);
    }
  }

  private void answer() {
    tell();
    isAsked = session.port().settled() < askedAt;
    if (isAsked) {
      whenSettled(askedAt, this::answer);
    }
  }

  /// Tells the client what is settled, if it wants to know such things.
  void tell() {
    StreamManagement management = session.management();
    if (management != null) {
      transport.send(management.handled("a", session.settledStanzas()).build());
    }
  }

  private void take(StreamManagement management, Element element) {
    Long h = StreamManagement.h(element);
    if (h == null) {
      onError.accept(
          new StreamError(StreamErrorCondition.BAD_FORMAT, "<a/> needs a number in 'h'"));
    } else if (take(management, h)) {
      askSoon(management);
    }
  }

  /// The client has handled what it was sent, up to `h`.
  ///
  /// @return whether that can be; if not, the stream is ended
  boolean take(StreamManagement management, long h) {
    try {
      long delivery = management.acknowledged(h);
      if (delivery > 0) {
        session.port().confirmed(delivery);
      }
      checkTaken();
      return true;
    } catch (HandledTooMuch e) {
      String text = String.valueOf(e.getMessage());
      onError.accept(new StreamError(StreamErrorCondition.UNDEFINED_CONDITION, text, e.element()));
      return false;
    }
  }

  /// Asks the client at the end of the turn, behind what is sent in it.
  void askSoon(StreamManagement management) {
    if (management.shallAsk()) {
      loop.atEndOfTurn(() -> transport.send(StreamManagement.REQUEST));
    }
  }
}

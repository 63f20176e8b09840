package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client's stream (RFC 6120 §4), whatever carries it: first a [Negotiation], then the way
/// between the client and its [SessionPort]. Belongs to its loop; [#send] and [#close(StreamError)]
/// may be called from anywhere.
public final class ClientStream implements StreamPort {

  private final StreamContext context;
  private final Transport transport;

  private @Nullable Negotiation negotiation;
  private @Nullable SessionPort session;
  private @Nullable StreamManagement management;
  private Jid full = NOBODY;
  private long stanzas;
  private boolean finishing;

  /// How many stanzas must be settled before the transport goes on; NEVER while it is not paused.
  private long resumeAt = NEVER;

  /// How many must be settled before the client is told (XEP-0198), for the first and for the last
  /// time that it has asked and not been told; NEVER when it has not asked.
  private long acknowledgeAt = NEVER;

  private long acknowledgeLast;
  private boolean closed;

  /// What the session sends before the client knows that it has one.
  private List<Element> early = new ArrayList<>(0);

  private final long opened = System.nanoTime();
  private long silentSince = opened;
  private boolean heard;
  private boolean asked;

  private static final Jid NOBODY = Jid.parse("invalid");
  private static final long NEVER = Long.MAX_VALUE;

  /// A stream whose header is still to come.
  public ClientStream(StreamContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.negotiation = new Negotiation(this, context, transport);
    context.add(this);
  }

  /// The client has opened the stream, or opened it anew.
  public void header(StreamHeader header) {
    if (closed) {
      return;
    }
    if (negotiation == null) {
      fail(StreamErrorCondition.POLICY_VIOLATION, "the stream is open already");
      return;
    }
    negotiation.header(header);
  }

  /// A first-level element of the client.
  public void element(Element element) {
    if (closed || finishing) {
      return;
    }
    Negotiation negotiating = negotiation;
    if (negotiating != null) {
      negotiating.element(element);
      return;
    }
    if (isStanza(element)) {
      stanza(element);
      return;
    }
    if (element.namespace().equals(StreamManagement.NAMESPACE)) {
      manage(element);
      return;
    }
    fail(
        StreamErrorCondition.UNSUPPORTED_STANZA_TYPE,
        "<" + element.name() + "/> is no stanza of this server's");
  }

  static boolean isStanza(Element element) {
    if (!element.namespace().equals(Namespaces.CLIENT)) {
      return false;
    }
    return switch (element.name()) {
      case "message", "presence", "iq" -> true;
      default -> false;
    };
  }

  private void stanza(Element element) {
    SessionPort port = session;
    if (port == null) {
      return;
    }
    String from = element.attribute("from");
    if (from != null && !isOwn(from)) {
      fail(StreamErrorCondition.INVALID_FROM, "'from' is not the address of this stream");
      return;
    }
    stanzas++;
    port.stanza(element.withAttribute("from", full.toString()));
    int window = context.services().window();
    if (stanzas - port.settled() >= window && resumeAt == NEVER) {
      resumeAt = stanzas - window / 2;
      transport.pause();
      awaitSettled(port);
    }
  }

  /// The client asks how many stanzas are settled. Who asks again before the answer is told once:
  /// asking costs a client next to nothing.
  private void acknowledge(SessionPort port, long count) {
    acknowledgeLast = count;
    if (acknowledgeAt == NEVER) {
      acknowledgeAt = count;
      awaitSettled(port);
    }
  }

  /// The session remembers one thing to do at a time, so that all that may wait goes by one call.
  private void awaitSettled(SessionPort port) {
    long next = Math.min(finishing ? stanzas : resumeAt, acknowledgeAt);
    if (next != NEVER) {
      port.whenSettled(next, () -> context.loop().run(() -> settled(port)));
    }
  }

  private void settled(SessionPort port) {
    if (closed) {
      return;
    }
    long count = port.settled();
    if (finishing && count >= stanzas) {
      settledAtLast(count);
      return;
    }
    if (count >= acknowledgeAt) {
      acknowledgeAt = count >= acknowledgeLast ? NEVER : acknowledgeLast;
      transport.send(StreamManagement.acknowledgement(management, count));
    }
    if (count >= resumeAt && !finishing) {
      resumeAt = NEVER;
      context.loop().execute(this::goOn); // not inside of what is being read
    }
    awaitSettled(port);
  }

  private void goOn() {
    if (!closed && !finishing && resumeAt == NEVER) {
      transport.resume();
    }
  }

  /// RFC 6120 §8.1.2.1: the client may say its own bare or full JID.
  private boolean isOwn(String from) {
    if (from.equals(full.toString())) {
      return true;
    }
    try {
      Jid jid = Jid.parse(from);
      return jid.equals(full) || jid.equals(full.bare());
    } catch (InvalidJidException e) {
      return false;
    }
  }

  private void manage(Element element) {
    SessionPort port = session;
    if (port == null) {
      return;
    }
    if (management == null) {
      management = new StreamManagement();
    }
    switch (management.handle(element, stanzas)) {
      case StreamManagement.Say(Element answer) -> transport.send(answer);
      case StreamManagement.Acknowledge(long count) -> acknowledge(port, count);
      case StreamManagement.Nothing() -> {}
      case StreamManagement.Fail(StreamError error) -> close(error);
    }
  }

  /// The negotiation has bound a resource. On the loop.
  void bound(SessionPort port) {
    negotiation = null;
    session = port;
    full = port.jid();
    if (closed) {
      port.detach();
      return;
    }
    early.forEach(this::sendBound);
    early = List.of();
  }

  /// The client has closed its stream (RFC 6120 §4.4). That is answered once all that it has sent
  /// is handled and durable: who says goodbye and hears it back has lost nothing, and does not meet
  /// its own shadow when it comes again. On the loop.
  public void finished() {
    SessionPort port = session;
    if (port == null) {
      ended();
    } else if (!closed && !finishing) {
      finishing = true;
      awaitSettled(port);
    }
  }

  private void settledAtLast(long count) {
    if (management != null && management.isEnabled()) {
      transport.send(StreamManagement.acknowledgement(management, count));
    }
    ended();
  }

  /// The transport is gone, or has nothing more to carry. On the loop.
  public void ended() {
    if (closed) {
      return;
    }
    closed = true;
    transport.close(null);
    release();
  }

  private void release() {
    context.remove(this);
    if (negotiation != null) {
      negotiation.abandon();
    }
    if (session != null) {
      session.detach();
    }
  }

  /// Bytes came that no stream may carry. On the loop.
  public void fail(StreamErrorCondition condition, String text) {
    close(new StreamError(condition, text));
  }

  @Override
  public void close(StreamError error) {
    context
        .loop()
        .run(() -> {
          if (!closed) {
            closed = true;
            transport.close(error);
            release();
          }
        });
  }

  @Override
  public Loop loop() {
    return context.loop();
  }

  @Override
  public void send(Element stanza) {
    if (context.loop().isCurrent()) {
      sendNow(stanza);
    } else {
      context.loop().execute(() -> sendNow(stanza));
    }
  }

  private void sendNow(Element stanza) {
    if (closed) {
      return;
    }
    if (session == null) {
      early.add(stanza);
      return;
    }
    sendBound(stanza);
  }

  private void sendBound(Element stanza) {
    transport.send(stanza);
    if (management != null && isStanza(stanza)) {
      management.sent();
    }
  }

  /// Something came from the client, be it a pong. On the loop.
  void heard() {
    heard = true;
  }

  /// Ends the stream if its client has not bound a resource in time, or is not there any more.
  void checkTime(long now) {
    transport.checkTime(now);
    if (negotiation != null
        && now - opened > context.services().settings().timeToBind().toNanos()) {
      fail(StreamErrorCondition.CONNECTION_TIMEOUT, "no resource was bound in time");
    }
    if (heard || finishing || resumeAt != NEVER) {
      heard = false;
      asked = false;
      silentSince = now;
    } else if (session != null && !closed) {
      checkSilence(now - silentSince);
    }
  }

  private void checkSilence(long silence) {
    StreamSettings settings = context.services().settings();
    long patience = settings.silence().toNanos();
    if (patience == 0) {
      return;
    }
    if (!asked && silence > patience) {
      asked = true;
      if (!transport.ping()) {
        ask();
      }
    } else if (asked && silence > patience + settings.timeToAnswer().toNanos()) {
      fail(StreamErrorCondition.CONNECTION_TIMEOUT, "the client is not there any more");
    }
  }

  /// RFC 6120 §4.6.4.
  private void ask() {
    Element question = context.services().registry().liveness();
    if (question != null) {
      sendBound(
          Element.of(Namespaces.CLIENT, "iq")
              .attribute("type", "get")
              .attribute("id", context.services().newId())
              .attribute("from", full.domainpart())
              .attribute("to", full.toString())
              .child(question)
              .build());
    }
  }

  boolean isBound() {
    return session != null;
  }
}

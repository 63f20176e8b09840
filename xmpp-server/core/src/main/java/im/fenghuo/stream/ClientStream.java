package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Loop;
import im.fenghuo.stream.StreamManagement.Sent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client's stream (RFC 6120 §4), whatever carries it: first a [Negotiation], then the way
/// between the client and its session. A stream that is lost is kept for another one that resumes
/// it (XEP-0198 §5), where the client has asked for that. Belongs to its loop; [#send] and
/// [#close(StreamError)] may be called from anywhere.
public final class ClientStream {

  private static final long NOT_LOST = Long.MIN_VALUE;

  private final StreamContext context;
  private final Transport transport;

  private @Nullable Negotiation negotiation;
  private @Nullable BoundSession session;
  private @Nullable Acknowledgements acknowledgements;
  private boolean paused;
  private boolean finishing;
  private boolean closed;
  private long lostSince = NOT_LOST;

  /// What the session sends before the client knows that it has one.
  private List<Sent> early = new ArrayList<>(0);

  private @Nullable Runnable earlyTaken;

  private final long opened = System.nanoTime();
  private final Silence silence = new Silence(opened);

  /// A stream whose header is still to come.
  public ClientStream(StreamContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.negotiation = new Negotiation(this, context, transport);
    context.add(this);
  }

  /// The client has opened the stream, or opened it anew.
  public void header(StreamHeader header) {
    if (isDeaf()) {
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
    if (isDeaf()) {
      return;
    }
    Negotiation negotiating = negotiation;
    Acknowledgements managing = acknowledgements;
    if (negotiating != null) {
      negotiating.element(element);
    } else if (managing != null && isStanza(element)) {
      stanza(managing, element);
    } else if (managing != null && context.services().registry().nonza(element) != null) {
      managing.session().nonza(element);
      checkWindow(managing);
    } else if (managing == null || !managing.handle(element)) {
      fail(
          StreamErrorCondition.UNSUPPORTED_STANZA_TYPE,
          "<" + element.name() + "/> is no stanza of this server's");
    }
  }

  private boolean isDeaf() {
    return closed || finishing || lostSince != NOT_LOST;
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

  private void stanza(Acknowledgements managing, Element element) {
    BoundSession bound = managing.session();
    String from = element.attribute("from");
    if (from != null && !bound.isOwn(from)) {
      fail(StreamErrorCondition.INVALID_FROM, "'from' is not the address of this stream");
      return;
    }
    bound.stanza(element);
    checkWindow(managing);
  }

  private void checkWindow(Acknowledgements managing) {
    BoundSession bound = managing.session();
    int window = context.services().window();
    if (bound.received() - bound.port().settled() >= window && !paused) {
      paused = true;
      transport.pause();
      // The transport goes on in a turn of its own, not inside of what is being read.
      managing.whenSettled(bound.received() - window / 2, () -> loop().execute(this::goOn));
    }
  }

  private void goOn() {
    if (!isDeaf() && paused) {
      paused = false;
      transport.resume();
    }
  }

  /// The negotiation has bound a resource. On the loop.
  ///
  /// @param announce tells the client, before anything of the session's reaches it
  void bound(SessionPort port, Outlet outlet, Runnable announce) {
    negotiation = null;
    if (closed) {
      port.detach();
      return;
    }
    BoundSession bound = new BoundSession(port, outlet, context.services());
    var _ = carry(bound);
    announce.run();
    sendEarly(bound);
  }

  private Acknowledgements carry(BoundSession bound) {
    Acknowledgements managing = new Acknowledgements(bound, transport, loop(), this::close);
    session = bound;
    acknowledgements = managing;
    return managing;
  }

  /// Enables acknowledgements together with the resource (XEP-0198 §9.1).
  ///
  /// @return the answer
  Element enable(Element request) {
    if (session == null) {
      throw new IllegalStateException("nothing is bound");
    }
    return session.enable(request);
  }

  /// This stream carries on with the session of another one. On the loop.
  ///
  /// @param h what the client has handled
  /// @param announce tells the client, before anything of the session's reaches it
  void resumed(BoundSession former, StreamManagement management, long h, Runnable announce) {
    negotiation = null;
    Acknowledgements managing = carry(former);
    former.setResumed();
    if (former.outlet().isOver()) { // and so this stream has been closed, or will be at once
      if (closed) {
        former.end();
      }
      return;
    }
    if (closed) { // it was lost meanwhile, too
      closed = false;
      context.add(this);
      lostSince = System.nanoTime();
    }
    if (!managing.take(management, h)) {
      return;
    }
    if (lostSince == NOT_LOST) {
      announce.run();
      management.unacknowledged().forEach(each -> transport.send(each.stanza()));
      managing.askSoon(management);
    }
    sendEarly(former);
    former.port().resumed();
  }

  private void sendEarly(BoundSession bound) {
    List<Sent> waiting = early;
    early = List.of();
    waiting.forEach(each -> sendBound(bound, each.stanza(), each.delivery()));
    if (acknowledgements != null) {
      if (earlyTaken != null) {
        bound.whenTaken(earlyTaken);
        earlyTaken = null;
      }
      acknowledgements.checkTaken();
    }
  }

  /// Another stream takes over. On the loop.
  ///
  /// @return what it carries on with; null when there is no session any more
  @Nullable BoundSession handOver() {
    BoundSession left = session;
    if (closed || left == null || left.management() == null) {
      return null;
    }
    closed = true;
    if (acknowledgements != null) {
      acknowledgements.handOver();
    }
    if (lostSince == NOT_LOST) {
      transport.close(
          new StreamError(StreamErrorCondition.CONFLICT, "another stream has resumed this one"));
    }
    context.remove(this);
    left.management().forgetAsked();
    return left;
  }

  /// The client has closed its stream (RFC 6120 §4.4). That is answered once all that it has sent
  /// is handled and durable: who says goodbye and hears it back has lost nothing, and does not meet
  /// its own shadow when it comes again. On the loop.
  public void finished() {
    Acknowledgements managing = acknowledgements;
    if (managing == null) {
      ended();
    } else if (!isDeaf()) {
      finishing = true;
      managing.whenSettled(
          managing.session().received(),
          () -> {
            managing.tell();
            ended();
          });
    }
  }

  /// The transport is gone, or has nothing more to carry. On the loop.
  public void ended() {
    lost(null);
  }

  /// The transport is of no use any more. On the loop.
  ///
  /// @param error why; null where it is gone already
  public void lost(@Nullable StreamError error) {
    if (closed || lostSince != NOT_LOST) {
      return;
    }
    if (session != null && session.isResumable() && !finishing) {
      lostSince = System.nanoTime();
      transport.close(error);
      return;
    }
    end(error);
  }

  private void end(@Nullable StreamError error) {
    closed = true;
    if (session != null) {
      session.end(); // first: whoever hears that the stream is closed is not there any more
    }
    if (lostSince == NOT_LOST) {
      transport.close(error);
    }
    context.remove(this);
    if (negotiation != null) {
      negotiation.abandon();
    }
  }

  /// Bytes came that no stream may carry. On the loop.
  public void fail(StreamErrorCondition condition, String text) {
    close(new StreamError(condition, text));
  }

  /// Ends the stream, and its session with it (RFC 6120 §4.9).
  public void close(StreamError error) {
    loop()
        .run(() -> {
          if (!closed) {
            end(error);
          }
        });
  }

  /// The loop that the stream belongs to.
  public Loop loop() {
    return context.loop();
  }

  /// Sends a stanza of the session's to the client, in order.
  ///
  /// @param delivery as in [im.fenghuo.account.StreamPort#deliver], or 0
  void send(Element stanza, long delivery) {
    if (loop().isCurrent()) {
      sendNow(stanza, delivery);
    } else {
      loop().execute(() -> sendNow(stanza, delivery));
    }
  }

  /// Does the work once the client has taken nearly all that the session has sent; when this stream
  /// is lost, once it has taken it from the next one.
  void whenTaken(Runnable work) {
    loop()
        .run(() -> {
          if (acknowledgements == null) {
            earlyTaken = work;
          } else if (!closed) {
            acknowledgements.whenTaken(work);
          }
        });
  }

  private void sendNow(Element stanza, long delivery) {
    BoundSession bound = session;
    if (bound == null) {
      early.add(new Sent(stanza, delivery));
    } else if (!closed) {
      sendBound(bound, stanza, delivery);
    }
  }

  private void sendBound(BoundSession bound, Element stanza, long delivery) {
    StreamManagement management = bound.management();
    if (management != null) {
      management.sent(stanza, delivery);
      if (management.behind() > context.services().settings().maxUnacknowledged()) {
        fail(StreamErrorCondition.POLICY_VIOLATION, "the client does not acknowledge");
        return;
      }
      if (lostSince != NOT_LOST) {
        return;
      }
      if (acknowledgements != null) {
        acknowledgements.askSoon(management);
      }
    }
    transport.send(stanza);
  }

  /// Something came from the client, be it a pong. On the loop.
  void heard() {
    silence.end();
  }

  /// Ends the stream if its client has not bound a resource in time, is not there any more, or has
  /// not come back.
  void checkTime(long now) {
    if (lostSince != NOT_LOST) {
      if (now - lostSince > context.services().settings().timeToResume().toNanos()) {
        close(new StreamError(StreamErrorCondition.CONNECTION_TIMEOUT, "nobody has come back"));
      }
      return;
    }
    transport.checkTime(now);
    if (negotiation != null
        && now - opened > context.services().settings().timeToBind().toNanos()) {
      fail(StreamErrorCondition.CONNECTION_TIMEOUT, "no resource was bound in time");
    }
    checkSilence(now);
  }

  private void checkSilence(long now) {
    StreamSettings settings = context.services().settings();
    BoundSession bound = session;
    boolean isExcused = paused || finishing || bound == null;
    switch (silence.check(now, isExcused, settings.silence(), settings.timeToAnswer())) {
      case WAIT -> {}
      case ASK -> {
        if (bound != null && !transport.ping()) {
          ask(bound);
        }
      }
      case GONE ->
          lost(
              new StreamError(
                  StreamErrorCondition.CONNECTION_TIMEOUT, "the client is not there any more"));
    }
  }

  private void ask(BoundSession bound) {
    Element question = bound.question();
    if (question != null) {
      transport.send(question);
    }
  }

  boolean isBound() {
    return session != null;
  }
}

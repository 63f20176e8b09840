package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A stream over a series of HTTP requests: a BOSH session (XEP-0124, XEP-0206). Lives on the loop
/// that its first request came to.
final class BoshConnection implements Transport {

  private static final long SECOND = 1_000_000_000L;

  private final StreamContext context;
  private final BoshSessions sessions;
  private final BoshSessions.Client client;
  private final String sid;
  private final BoshTerms terms;
  private final BoshWindow window;
  private final BoshOutput output = new BoshOutput();
  private final BoshKeys keys = new BoshKeys();
  private final Pace pace;
  private final ClientStream stream;

  private int maxBytes;
  private @Nullable String domain;
  private @Nullable Runnable onWritten;
  private boolean created;
  private boolean answering;
  private boolean paused;
  private boolean pausedByPace;
  private boolean closed;
  private long quietSince = System.nanoTime();
  private Duration inactivity;

  /// Why the session ends; null where the client or the stream ends it.
  private @Nullable String failure;

  /// The end of the session, until the client hears of it.
  private byte @Nullable [] last;

  /// A session, whose first request is still to be given to [#receive].
  ///
  /// @throws XmlException when the request says something unreadable
  BoshConnection(
      StreamContext context, BoshSessions sessions, BoshBody creation, BoshSessions.Client client) {
    this.context = context;
    this.sessions = sessions;
    this.client = client;
    this.sid = context.services().newId();
    this.terms = BoshTerms.of(creation, sessions.inactivity());
    this.inactivity = terms.inactivity();
    this.window = new BoshWindow(creation.rid(), terms.requests());
    StreamSettings settings = context.services().settings();
    this.maxBytes = settings.beforeAuthentication().maxBytes();
    this.pace = new Pace(settings.bytesPerSecond(), settings.stanzasPerSecond());
    this.stream = new ClientStream(context, this);
  }

  String sid() {
    return sid;
  }

  StreamContext context() {
    return context;
  }

  /// A request of this session. On its loop.
  ///
  /// @param isSecure whether it came over TLS
  void receive(BoshBody body, boolean isSecure, BoshReply reply) {
    if (client.isSecure() && !isSecure) {
      reply.drop(); // XEP-0124 §19.1: whoever it is must not be able to end the session
      return;
    }
    if (closed) {
      byte[] end = last;
      last = null;
      sessions.remove(this);
      answer(reply, end == null ? BoshSessions.terminal("item-not-found") : end);
      return;
    }
    quietSince = System.nanoTime();
    switch (window.arrive(new BoshWindow.Request(body, reply, quietSince))) {
      case BoshWindow.Accepted() -> {
        inactivity = terms.inactivity();
        handleNext();
      }
      case BoshWindow.Again(BoshWindow.Answer former) -> answer(reply, former.content());
      case BoshWindow.Instead(BoshWindow.Request former) ->
          answer(former.reply(), BoshOutput.recoverable());
      case BoshWindow.Refused(String condition) -> end(condition, reply);
    }
  }

  /// The connection of a request that waits is gone.
  void lost() {
    if (!closed) {
      quietSince = System.nanoTime();
      answerSoon();
    }
  }

  private void handleNext() {
    while (!paused && !pausedByPace && !closed) {
      BoshWindow.Request request = window.poll();
      if (request == null) {
        return;
      }
      handle(request);
      Duration wait = pace.pause(System.nanoTime());
      if (!wait.isZero() && !closed) {
        pausedByPace = true;
        context.loop().after(wait, this::paceAllows);
      }
    }
  }

  private void paceAllows() {
    pausedByPace = false;
    handleNext();
  }

  private void handle(BoshWindow.Request request) {
    BoshBody body = request.body();
    pace.bytes(body.size());
    pace.stanza();
    if (!keys.accepts(body.element())) {
      end("item-not-found", request.reply());
      return;
    }
    window.hold(request);
    if (body.size() > maxBytes) {
      stream.fail(StreamErrorCondition.POLICY_VIOLATION, "more bytes than a request may have");
      return;
    }
    try {
      window.acknowledge(created ? BoshBody.number(body.element(), "ack", 0) : 0);
      transport(body);
    } catch (XmlException e) {
      fail("bad-request");
    }
  }

  private void transport(BoshBody body) {
    Element element = body.element();
    if (!created) {
      created = true;
      domain = element.attribute("to");
      keys.begin(element);
      terms.write(
          output.attributes().attribute("sid", sid).attribute("ack", Long.toString(body.rid())));
      stream.header(body.header(domain));
    } else if (body.restarts()) {
      stream.header(body.header(domain));
    } else {
      for (Element payload : body.payloads()) {
        pace.stanza();
        stream.element(payload);
      }
    }
    if (body.terminates()) {
      stream.finished();
    } else if (body.pauses()) {
      pauseSession(Duration.ofSeconds(BoshBody.number(element, "pause", 0)));
    }
    answerSoon();
  }

  /// XEP-0124 §10: the client will be away for a while, and has all its requests back.
  private void pauseSession(Duration period) {
    if (closed || period.compareTo(terms.maxPause()) > 0) {
      return;
    }
    inactivity = period;
    while (window.oldest() != null) {
      answerOldest(false);
    }
  }

  private void answerSoon() {
    if (!answering && !closed) {
      answering = true;
      context.loop().atEndOfTurn(this::answerNow);
    }
  }

  private void answerNow() {
    answering = false;
    while (!closed) {
      BoshWindow.Request oldest = window.oldest();
      if (oldest == null) {
        return;
      }
      if (oldest.reply().isGone()) {
        // The client will ask again and then hear this; what waits for it goes on waiting.
        answerOldest(false);
      } else if (output.isWaiting() || window.held() > terms.hold()) {
        answerOldest(true);
      } else {
        return;
      }
    }
  }

  private void answerOldest(boolean withPayloads) {
    BoshWindow.Request oldest = window.oldest();
    if (oldest == null) {
      return;
    }
    Long ack = window.acknowledged(oldest);
    byte[] content = withPayloads ? output.take(ack) : BoshOutput.empty(ack);
    Runnable written = onWritten;
    if (withPayloads && written != null) {
      onWritten = null;
      context.loop().execute(written);
    }
    window.answered(content, !oldest.body().pauses());
    quietSince = System.nanoTime();
    answer(oldest.reply(), content);
  }

  private void answer(BoshReply reply, byte[] content) {
    reply.send(200, terms.contentType(), content);
  }

  /// Ends the session because of one request.
  private void end(String condition, BoshReply offender) {
    fail("other-request");
    int code = terms.legacy() ? BoshSessions.code(condition) : 200;
    offender.send(code, terms.contentType(), BoshSessions.terminal(condition));
  }

  private void fail(String condition) {
    failure = condition;
    stream.ended();
  }

  @Override
  public String address() {
    return client.address();
  }

  @Override
  public void open(String from, @Nullable String to, String id) {
    output
        .attributes()
        .attribute("authid", id)
        .attribute("xmpp:version", "1.0")
        .attribute("from", from);
  }

  @Override
  public void whenWritten(Runnable work) {
    if (output.size() == 0) {
      work.run();
    } else {
      onWritten = work;
    }
  }

  @Override
  public void send(Element element) {
    if (closed) {
      return;
    }
    output.add(element);
    if (output.size() > context.services().settings().maxUnsent()) {
      stream.lost(
          new StreamError(StreamErrorCondition.POLICY_VIOLATION, "the client reads too slowly"));
      return;
    }
    answerSoon();
  }

  @Override
  public void close(@Nullable StreamError error) {
    if (closed) {
      return;
    }
    closed = true;
    String condition = failure;
    if (error != null) {
      condition = "remote-stream-error";
      output.add(StreamErrors.toElement(error));
    }
    byte[] end = output.takeLast(condition);
    BoshWindow.Request request = window.drain();
    if (request == null && error != null) {
      last = end;
      context.loop().after(inactivity, () -> sessions.remove(this));
      return;
    }
    sessions.remove(this);
    // The oldest is told why; the others are given back (XEP-0124 §12).
    while (request != null) {
      int code = terms.legacy() && failure != null ? BoshSessions.code(failure) : 200;
      request.reply().send(code, terms.contentType(), end);
      end = failure == null ? BoshOutput.empty(null) : BoshSessions.terminal(failure);
      request = window.drain();
    }
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    handleNext();
  }

  @Override
  public void authenticated(boolean restart) {
    maxBytes = BoshBody.maxBytes(context);
  }

  @Override
  public boolean isSecure() {
    return client.isSecure();
  }

  @Override
  public boolean offersStartTls() {
    return false;
  }

  @Override
  public void startTls() {
    throw new IllegalStateException("TLS lies below HTTP");
  }

  /// None: the requests of a session may come over many connections.
  @Override
  public @Nullable SSLSession tlsSession() {
    return null;
  }

  /// A session ends when no request comes for some time: nobody need be asked.
  @Override
  public boolean ping() {
    stream.heard();
    return true;
  }

  @Override
  public void checkTime(long now) {
    BoshWindow.Request oldest = window.oldest();
    // The next check would come too late for one that has less than a second left.
    while (oldest != null && now - oldest.since() >= (terms.waitSeconds() - 1) * SECOND) {
      answerOldest(true);
      oldest = window.oldest();
    }
    if (oldest == null && now - quietSince > inactivity.toNanos()) {
      stream.ended();
    }
  }
}

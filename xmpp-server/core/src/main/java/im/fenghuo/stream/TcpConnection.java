package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlOutput;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A stream over TCP (RFC 6120 §3 and §4), with or without TLS.
final class TcpConnection implements Transport, Framer.Handler {

  private static final byte[] END = "</stream:stream>".getBytes(StandardCharsets.UTF_8);

  private final StreamContext context;
  private final NetSocketInternal socket;
  private final @Nullable StartTls startTls;
  private final Framer framer;
  private final ClientStream stream;
  private final Pace pace;

  private im.fenghuo.api.xml.Scope scope = im.fenghuo.api.xml.Scope.CLIENT;
  private @Nullable List<Element> unsent;
  private @Nullable Future<Void> lastWrite;
  private boolean flushing;
  private boolean headerSent;
  private boolean closed;
  private boolean tls;
  private boolean startingTls;
  private boolean pausedByStream;
  private boolean pausedByPace;
  private long halfReadSince;

  TcpConnection(StreamContext context, NetSocketInternal socket, @Nullable StartTls startTls) {
    this.context = context;
    this.socket = socket;
    this.startTls = startTls;
    this.tls = socket.isSsl();
    StreamSettings settings = context.services().settings();
    this.pace = new Pace(settings.bytesPerSecond(), settings.stanzasPerSecond());
    this.framer = new Framer(settings.beforeAuthentication(), this);
    this.stream = new ClientStream(context, this);
    socket.messageHandler(this::received);
    socket.closeHandler(_ -> stream.ended());
    socket.exceptionHandler(_ -> stream.ended());
    socket.setWriteQueueMaxSize(settings.maxUnsent());
  }

  private void received(Object message) {
    try {
      if (message instanceof ByteBuf bytes && !closed) {
        stream.heard();
        pace.bytes(bytes.readableBytes());
        framer.feed(bytes, context.scratch());
        afterFeeding();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void afterFeeding() {
    halfReadSince =
        framer.isHalfRead() ? (halfReadSince == 0 ? System.nanoTime() : halfReadSince) : 0;
    Duration wait = pace.pause(System.nanoTime());
    if (!wait.isZero() && !pausedByPace && !closed) {
      pausedByPace = true;
      updatePause();
      context.loop().after(wait, this::paceAllows);
    }
  }

  private void paceAllows() {
    pausedByPace = false;
    updatePause();
  }

  private void updatePause() {
    if (closed) {
      return;
    }
    if (pausedByStream || pausedByPace) {
      framer.pause();
      socket.pause();
      return;
    }
    if (framer.isPaused()) {
      framer.resume();
      if (!framer.isPaused()) {
        socket.resume();
        afterFeeding();
      }
    }
  }

  @Override
  public void header(byte[] bytes, int offset, int length) {
    try {
      StreamHeader header = StreamHeader.parse(context.parser(), bytes, offset, length);
      scope = header.scope();
      stream.header(header);
    } catch (XmlException e) {
      violation(e.condition(), text(e));
    }
  }

  @Override
  public void element(byte[] bytes, int offset, int length) {
    try {
      pace.stanza();
      halfReadSince = 0;
      stream.element(context.parser().parse(bytes, offset, length, scope));
    } catch (XmlException e) {
      violation(e.condition(), text(e));
    }
  }

  private static String text(XmlException e) {
    String message = e.getMessage();
    return message == null ? "" : message;
  }

  @Override
  public void whitespace() {
    // A keepalive: having been read is all that it is for.
  }

  @Override
  public void close() {
    stream.finished();
  }

  @Override
  public void violation(StreamErrorCondition condition, String text) {
    stream.fail(condition, text);
  }

  @Override
  public String address() {
    return ClientAddress.of(socket.remoteAddress());
  }

  @Override
  public void open(String from, @Nullable String to, String id) {
    headerSent = true;
    flush();
    XmlOutput output = context.output();
    output
        .ascii("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='")
        .ascii(Namespaces.STREAM)
        .append('\'')
        .attribute("id", id)
        .attribute("from", from);
    if (to != null) {
      output.attribute("to", to);
    }
    output.attribute("version", "1.0").attribute("xml:lang", "en").append('>');
    write(output.array(), output.length());
  }

  @Override
  public void send(Element element) {
    if (closed) {
      return;
    }
    if (unsent == null) {
      unsent = new ArrayList<>(4);
    }
    unsent.add(element);
    if (!flushing) {
      flushing = true;
      context.loop().atEndOfTurn(this::endOfTurn);
    }
  }

  private void endOfTurn() {
    flushing = false;
    flush();
  }

  private void flush() {
    List<Element> elements = unsent;
    if (elements == null || closed) {
      return;
    }
    unsent = null;
    XmlOutput output = context.output();
    for (int i = 0; i < elements.size(); i++) {
      elements.get(i).write(output, Namespaces.CLIENT);
    }
    write(output.array(), output.length());
    if (socket.writeQueueFull()) {
      stream.lost(
          new StreamError(StreamErrorCondition.POLICY_VIOLATION, "the client reads too slowly"));
    }
  }

  private void write(byte[] bytes, int length) {
    ByteBuf buffer = socket.channelHandlerContext().alloc().buffer(length);
    buffer.writeBytes(bytes, 0, length);
    lastWrite = socket.writeMessage(buffer);
  }

  @Override
  public void whenWritten(Runnable work) {
    flush();
    Future<Void> last = lastWrite;
    if (last == null) {
      work.run();
    } else {
      last.onComplete(_ -> work.run());
    }
  }

  @Override
  public void close(@Nullable StreamError error) {
    if (closed) {
      return;
    }
    if (!headerSent && error != null) {
      // RFC 6120 §4.9.1.2: an error before the header is sent inside a stream of its own.
      open(context.services().settings().mainDomain(), null, context.services().newId());
    }
    flush();
    closed = true;
    framer.stop();
    if (startingTls) {
      socket.close();
      return;
    }
    XmlOutput output = context.output();
    if (error != null) {
      StreamErrors.toElement(error).write(output, Namespaces.CLIENT);
    }
    if (headerSent) {
      output.append(END);
    }
    if (output.length() > 0) {
      write(output.array(), output.length());
    }
    socket.resume();
    socket.close();
  }

  @Override
  public void pause() {
    pausedByStream = true;
    updatePause();
  }

  @Override
  public void resume() {
    pausedByStream = false;
    updatePause();
  }

  @Override
  public void authenticated(boolean restart) {
    framer.limits(context.services().settings().afterAuthentication());
    if (restart) {
      framer.restart();
      headerSent = false;
    }
  }

  @Override
  public boolean isSecure() {
    return tls;
  }

  @Override
  public boolean offersStartTls() {
    return startTls != null && !tls;
  }

  @Override
  public void startTls() {
    StartTls upgrade = startTls;
    if (upgrade == null) {
      throw new IllegalStateException("STARTTLS is not offered here");
    }
    framer.pause();
    if (framer.unread() > 0) {
      stream.fail(
          StreamErrorCondition.POLICY_VIOLATION,
          "nothing may follow <starttls/> before <proceed/>");
      return;
    }
    send(Element.of("urn:ietf:params:xml:ns:xmpp-tls", "proceed").build());
    flush();
    startingTls = true;
    upgrade
        .upgrade(socket)
        .onComplete(done -> {
          startingTls = false;
          if (done.failed()) {
            stream.ended();
            return;
          }
          tls = true;
          headerSent = false;
          framer.restart();
          framer.resume();
        });
  }

  @Override
  public @Nullable SSLSession tlsSession() {
    return tls ? socket.sslSession() : null;
  }

  /// Whitespace would be received by a system whose client has long stopped.
  @Override
  public boolean ping() {
    return false;
  }

  @Override
  public void checkTime(long now) {
    if (halfReadSince == 0) {
      return;
    }
    if (pausedByStream || pausedByPace) {
      halfReadSince = now; // it is we who do not go on
      return;
    }
    if (now - halfReadSince > context.services().settings().timeForStanza().toNanos()) {
      stream.lost(
          new StreamError(
              StreamErrorCondition.CONNECTION_TIMEOUT, "a stanza was not finished in time"));
    }
  }
}

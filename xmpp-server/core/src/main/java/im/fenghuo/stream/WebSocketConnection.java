package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlOutput;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A stream over a WebSocket (RFC 7395): every message is one whole element.
public final class WebSocketConnection implements Transport {

  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";

  /// How many bytes may come after the message that paused us, besides one message.
  private static final int MAX_WAITING = 256 * 1024;

  private final StreamContext context;
  private final ServerWebSocket socket;
  private final ClientStream stream;
  private final Pace pace;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

  private int waitingBytes;

  private FramerLimits limits;
  private boolean open;
  private boolean closed;
  private @Nullable Future<Void> lastWrite;
  private boolean paused;
  private boolean pausedByPace;

  /// Takes over a WebSocket whose handshake is done; on the context's loop.
  public WebSocketConnection(StreamContext context, ServerWebSocket socket) {
    this.context = context;
    this.socket = socket;
    StreamSettings settings = context.services().settings();
    this.limits = settings.beforeAuthentication();
    this.pace = new Pace(settings.bytesPerSecond(), settings.stanzasPerSecond());
    this.stream = new ClientStream(context, this);
    socket.textMessageHandler(text -> received(text.getBytes(StandardCharsets.UTF_8)));
    socket.binaryMessageHandler(
        _ -> stream.fail(StreamErrorCondition.NOT_WELL_FORMED, "a message must be text"));
    socket.pongHandler(_ -> stream.heard());
    socket.closeHandler(_ -> stream.ended());
    socket.exceptionHandler(_ -> stream.ended());
    socket.setWriteQueueMaxSize(settings.maxUnsent());
  }

  private void received(byte[] message) {
    if (closed) {
      return;
    }
    stream.heard();
    pace.bytes(message.length);
    if (paused || pausedByPace) {
      // What the socket had read before it heard of the pause.
      if (waitingBytes > MAX_WAITING) {
        stream.fail(StreamErrorCondition.POLICY_VIOLATION, "too much sent while waiting");
      } else {
        waiting.add(message);
        waitingBytes += message.length;
      }
      return;
    }
    handle(message);
    slowDown();
  }

  private void slowDown() {
    Duration wait = pace.pause(System.nanoTime());
    if (!wait.isZero() && !closed) {
      pausedByPace = true;
      socket.pause();
      context.loop().after(wait, this::paceAllows);
    }
  }

  private void paceAllows() {
    pausedByPace = false;
    goOn();
  }

  private void handle(byte[] message) {
    try {
      SingleElement.require(message, 0, message.length, limits);
      Element element = context.parser().parse(message, 0, message.length, Scope.NONE);
      if (element.is(FRAMING, "open")) {
        stream.header(header(element));
      } else if (element.is(FRAMING, "close")) {
        stream.finished();
      } else if (!open) {
        stream.fail(StreamErrorCondition.BAD_FORMAT, "a stream begins with <open/>");
      } else {
        pace.stanza();
        stream.element(element);
      }
    } catch (XmlException e) {
      stream.fail(e.condition(), String.valueOf(e.getMessage()));
    }
  }

  private static StreamHeader header(Element open) {
    return new StreamHeader(
        open.attribute("to"),
        open.attribute("from"),
        open.attribute("id"),
        open.attribute("version"),
        open.lang(),
        Scope.CLIENT);
  }

  @Override
  public String address() {
    return ClientAddress.of(socket.remoteAddress());
  }

  @Override
  public void open(String from, @Nullable String to, String id) {
    open = true;
    write(
        Element.of(FRAMING, "open")
            .attribute("from", from)
            .attribute("to", to)
            .attribute("id", id)
            .attribute("version", "1.0")
            .lang("en")
            .build());
  }

  @Override
  public void send(Element element) {
    if (!closed) {
      write(element);
      if (socket.writeQueueFull()) {
        stream.lost(
            new StreamError(StreamErrorCondition.POLICY_VIOLATION, "the client reads too slowly"));
      }
    }
  }

  private void write(Element element) {
    XmlOutput output = context.output();
    element.write(output, "");
    lastWrite =
        socket.writeTextMessage(
            new String(output.array(), 0, output.length(), StandardCharsets.UTF_8));
  }

  @Override
  public void whenWritten(Runnable work) {
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
    if (!open && error != null) {
      open(context.services().settings().mainDomain(), null, context.services().newId());
    }
    closed = true;
    waiting.clear();
    if (error != null) {
      write(StreamErrors.toElement(error));
    }
    if (open) {
      write(Element.of(FRAMING, "close").build());
    }
    socket.resume();
    socket.close();
  }

  @Override
  public void pause() {
    paused = true;
    socket.pause();
  }

  @Override
  public void resume() {
    paused = false;
    goOn();
  }

  private void goOn() {
    while (!paused && !pausedByPace && !closed) {
      byte[] message = waiting.poll();
      if (message == null) {
        socket.resume();
        return;
      }
      waitingBytes -= message.length;
      handle(message);
      slowDown();
    }
  }

  @Override
  public void authenticated(boolean restart) {
    limits = context.services().settings().afterAuthentication();
  }

  @Override
  public boolean isSecure() {
    return socket.isSsl();
  }

  @Override
  public boolean offersStartTls() {
    return false;
  }

  @Override
  public void startTls() {
    throw new IllegalStateException("TLS lies below a WebSocket");
  }

  /// None: RFC 7395 leaves channel bindings open, and browsers cannot compute them.
  @Override
  public @Nullable SSLSession tlsSession() {
    return null;
  }

  /// RFC 6455 §5.5.2. The browser answers, without the page that may be asleep.
  @Override
  public boolean ping() {
    socket.writePing(Buffer.buffer());
    return true;
  }

  @Override
  public void checkTime(long now) {
    // A message is whole or not there.
  }
}

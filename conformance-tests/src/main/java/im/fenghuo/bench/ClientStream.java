package im.fenghuo.bench;

import im.fenghuo.conformance.client.StanzaFramer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/// One client's stream to the server. Everything happens on the connection's event loop.
final class ClientStream extends ChannelInboundHandlerAdapter implements StanzaFramer.Sink {

  /// Reads the stream: first the login, then the scenario.
  interface Reader {
    /// The connection is up (with direct TLS: secured).
    default void connected(ClientStream stream) {}

    /// The server sent a stanza, or another child of the stream.
    void received(ClientStream stream, Stanza stanza);

    /// The connection ended; `reason` is empty when we asked for it.
    void closed(ClientStream stream, String reason);
  }

  private static final String PING = "urn:xmpp:ping";

  private final ClientLoop loop;
  private final String domain;
  private final StanzaFramer framer = new StanzaFramer();
  private Reader reader;
  private @Nullable Channel channel;
  private String reason = "the server closed the connection";
  private boolean dirty;
  private boolean closing;
  private boolean closed;

  ClientStream(ClientLoop loop, String domain, Reader reader) {
    this.loop = loop;
    this.domain = domain;
    this.reader = reader;
  }

  /// Whoever is told from now on.
  void readBy(Reader next) {
    reader = next;
  }

  EventLoop eventLoop() {
    return loop.eventLoop();
  }

  /// Starts a stream, the first or the one after TLS or SASL.
  void open() {
    send(header());
  }

  String header() {
    return "<?xml version='1.0'?><stream:stream to='"
        + domain
        + "' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
  }

  /// Collects text to be sent at the end of this turn of the event loop.
  void send(String text) {
    Channel open = channel;
    if (open != null) {
      send(ByteBufUtil.writeUtf8(open.alloc(), text));
    }
  }

  /// As the other, for bytes; the buffer is released.
  void send(ByteBuf bytes) {
    Channel open = channel;
    if (open == null || !open.isActive()) {
      bytes.release();
      return;
    }
    var _ = open.write(bytes, open.voidPromise());
    if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  /// Whether more can be sent without waiting for the server to read.
  boolean isWritable() {
    return channel != null && channel.isActive() && channel.isWritable();
  }

  void flush() {
    dirty = false;
    if (channel != null) {
      channel.flush();
    }
  }

  /// Negotiates TLS on the open connection (RFC 6120 §5.4.3.3), then tells the reader that it is
  /// connected.
  void startTls(SslHandler tls) {
    if (channel != null) {
      channel.pipeline().addFirst(tls);
    }
  }

  /// Says goodbye; the server closes. If it does not, the connection is cut after five seconds.
  void close() {
    if (!closing) {
      closing = true;
      reason = "";
      send("</stream:stream>");
      loop.goodbyes().watch(this);
    }
  }

  /// Ends the connection now; the reader is told `why`.
  void cut(String why) {
    if (!closing) {
      reason = why;
    }
    if (channel != null) {
      var _ = channel.close();
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    if (channel.pipeline().get(SslHandler.class) == null) {
      reader.connected(this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        reader.connected(this);
      } else {
        cut("TLS: " + handshake.cause().getMessage());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      int length = bytes.readableBytes();
      byte[] scratch = loop.scratch(length);
      bytes.readBytes(scratch, 0, length);
      framer.feed(scratch, length, this);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void streamOpened(byte[] bytes, int start, int end) {}

  @Override
  public void streamClosed() {
    if (channel != null) {
      var _ = channel.close();
    }
  }

  @Override
  public void stanza(byte[] bytes, int start, int end) {
    stanza(new Stanza(bytes, start, end));
  }

  private void stanza(Stanza stanza) {
    if (closing || closed) {
      return;
    }
    if (stanza.is("stream:error")) {
      cut(stanza.excerpt());
    } else if (stanza.is("iq") && stanza.attributeIs("type", "get")) {
      answer(stanza);
    } else {
      reader.received(this, stanza);
    }
  }

  /// RFC 6120 §8.2.3: every request of the server's gets an answer.
  private void answer(Stanza request) {
    String to = request.attribute("from").map(from -> "' to='" + from).orElse("");
    String start = "<iq id='" + request.attribute("id").orElse("") + to + "' type='";
    send(
        request.contains(PING)
            ? start + "result'/>"
            : start
                + "error'><error type='cancel'><service-unavailable"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!closed) {
      closed = true;
      loop.goodbyes().done(this);
      reader.closed(this, reason);
    }
  }

  /// The connection could not be made.
  void failed(Throwable cause) {
    closed = true;
    reader.closed(this, String.valueOf(cause.getMessage()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    cut(cause.toString());
  }
}

package im.fenghuo.http;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A WebSocket that says what it is told, and keeps what it hears; `CLOSED` at the end.
final class WebSocketClient implements AutoCloseable, WebSocket.Listener {

  static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  static final String OPEN = "<open xmlns='" + FRAMING + "' to='localhost' version='1.0'/>";
  static final Element CLOSED = Element.of("", "closed").build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Element> received = new LinkedBlockingQueue<>();
  private final StringBuilder half = new StringBuilder();
  private final WebSocket socket;
  private final CountDownLatch pinged = new CountDownLatch(1);

  WebSocketClient(WebServer server) {
    URI uri = URI.create("ws://127.0.0.1:" + server.port() + HttpPaths.WEB_SOCKET);
    socket = http.newWebSocketBuilder().subprotocols("xmpp").buildAsync(uri, this).join();
  }

  /// Waits for a ping; it is answered.
  void awaitPing() throws InterruptedException {
    pinged.await();
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    pinged.countDown();
    return WebSocket.Listener.super.onPing(webSocket, message);
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  WebSocketClient send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  void sendPart(String text, boolean last) {
    socket.sendText(text, last).join();
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /// The next message, which is one element.
  Element next() throws InterruptedException {
    return received.take();
  }

  /// Opens a stream, authenticates and binds a resource.
  WebSocketClient online() throws InterruptedException {
    send(OPEN);
    skip(2);
    send(BoshClient.AUTH);
    skip(1);
    send(OPEN);
    skip(2);
    send(BoshClient.BIND);
    skip(1);
    return this;
  }

  void skip(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      var _ = next();
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    half.append(data);
    if (last) {
      received.add(XmlParser.create().parse(half.toString()));
      half.setLength(0);
    }
    return WebSocket.Listener.super.onText(webSocket, data, last);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    received.add(CLOSED);
    return WebSocket.Listener.super.onClose(webSocket, statusCode, reason);
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    received.add(CLOSED);
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}

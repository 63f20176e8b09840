package im.fenghuo.http;

import static im.fenghuo.http.BoshClient.message;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilentWebSocketTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  private WebServer server = WebServer.impatient(SHORT, Duration.ofHours(1));

  @AfterEach
  void stop() {
    server.close();
  }

  /// What happens in a second and some silence before it.
  private void sweepAfterSilence() throws InterruptedException {
    Thread.sleep(SHORT.multipliedBy(3));
    server.sweep();
  }

  @Test
  void a_client_that_says_nothing_is_pinged_and_stays() throws Exception {
    try (WebSocketClient client = new WebSocketClient(server)) {
      client.online();
      server.sweep();
      sweepAfterSilence();
      client.awaitPing();

      client.send(message("Still here"));
      assertThat(client.next().name()).isEqualTo("message");
    }
  }

  @Test
  void a_client_that_does_not_answer_is_gone() throws Exception {
    server.close();
    server = WebServer.impatient(SHORT, SHORT);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      upgrade(socket);
      say(socket, WebSocketClient.OPEN, "features>");
      say(socket, BoshClient.AUTH, "<success");
      say(socket, WebSocketClient.OPEN, "features>");
      say(socket, BoshClient.BIND, "</iq>");
      server.sweep();
      sweepAfterSilence(); // pinged
      sweepAfterSilence(); // no answer

      assertThat(server.gate.ended()).isEqualTo(Jid.parse("juliet@localhost/balcony"));
    }
  }

  private static void upgrade(Socket socket) throws IOException {
    send(
        socket,
        """
        GET /xmpp-websocket HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Protocol: xmpp\r
        \r
        """);
    await(socket, "\r\n\r\n");
  }

  /// A text frame (RFC 6455 §5.2), masked by a key that changes nothing.
  private static void say(Socket socket, String text, String answer) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(8 + bytes.length);
    frame.put((byte) 0x81);
    if (bytes.length < 126) {
      frame.put((byte) (0x80 | bytes.length));
    } else {
      frame.put((byte) 0xfe).putShort((short) bytes.length);
    }
    frame.putInt(0).put(bytes);
    socket.getOutputStream().write(frame.array(), 0, frame.position());
    await(socket, answer);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void await(Socket socket, String wanted) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(wanted) < 0) {
      int octet = socket.getInputStream().read();
      assertThat(octet).as("%s after %s", wanted, heard).isNotNegative();
      heard.append((char) octet);
    }
  }

  @Test
  void a_bosh_session_is_left_to_its_own_limits() throws Exception {
    server.close();
    server = WebServer.impatient(SHORT, SHORT);
    try (BoshClient client = new BoshClient(server)) {
      client.online();
      for (int i = 0; i < 3; i++) {
        sweepAfterSilence();
      }
      assertThat(client.send(message("Still here")).join().children()).hasSize(1);
    }
  }
}

package im.fenghuo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpAddressLimitTest {

  private final WebServer server = WebServer.limited(2);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void streams_and_requests_count_as_connections_until_they_are_closed() throws Exception {
    try (Socket page = connect()) {
      try (WebSocketClient stream = new WebSocketClient(server)) {
        stream.online();
        assertThat(isAnswered(page)).isTrue();
        try (Socket oneTooMany = connect()) {
          assertThat(isAnswered(oneTooMany)).isFalse();
        }
      }
      assertThat(isAnswered(page)).isTrue();
      untilSomebodyIsAnswered();
    }
  }

  /// Sessions of BOSH need no connection of their own.
  @Test
  void sessions_count_until_they_end() {
    try (BoshClient one = new BoshClient(server)) {
      one.begin("hold='1'");
      one.begin("hold='1'");

      assertThat(one.creation("to='localhost' ver='1.11'").join().body())
          .contains("condition='policy-violation'");
      one.sendWith("type='terminate'").join();
      one.begin("hold='1'");
    }
  }

  /// The server hears of a connection's end when it hears of it.
  private void untilSomebodyIsAnswered() throws IOException {
    boolean answered = false;
    while (!answered) {
      try (Socket socket = connect()) {
        answered = isAnswered(socket);
      }
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static boolean isAnswered(Socket socket) throws IOException {
    try {
      String request = "HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      boolean isHeader = false;
      int last = 0;
      for (int next = socket.getInputStream().read(); next >= 0; ) {
        if (isHeader && next == '\n' && last == '\n') {
          return true;
        }
        isHeader = true;
        last = next == '\r' ? last : next;
        next = socket.getInputStream().read();
      }
      return false;
    } catch (SocketException closed) {
      return false;
    }
  }
}

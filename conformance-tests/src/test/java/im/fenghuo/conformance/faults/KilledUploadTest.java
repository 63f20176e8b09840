package im.fenghuo.conformance.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.bytes.Uploader;
import im.fenghuo.conformance.bytes.Uploader.Slot;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// *A file counts as uploaded only once it is durable*, and half a file is none.
@Timeout(180)
class KilledUploadTest {

  private FenghuoServer server;

  @BeforeEach
  void start() throws IOException {
    server = FenghuoServer.start(1);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void after_the_server_is_killed_what_it_has_confirmed_is_there_and_nothing_half()
      throws Exception {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    List<Slot> confirmed = new ArrayList<>();
    List<Slot> half = new ArrayList<>();
    try (Uploader uploader = Uploader.online(server, "uploader")) {
      for (int i = 0; i < 10; i++) {
        Slot slot = uploader.slot("whole", content.length);
        assertThat(uploader.put(slot, content)).isEqualTo(201);
        confirmed.add(slot);
        Slot other = uploader.slot("half", content.length);
        begin(other, content);
        half.add(other);
      }
    }
    server.kill();
    server.startAgain();
    try (Uploader uploader = Uploader.again(server, "uploader")) {
      for (Slot slot : confirmed) {
        assertThat(uploader.get(slot).body()).isEqualTo(content);
      }
      for (Slot slot : half) {
        assertThat(uploader.get(slot).statusCode()).isEqualTo(404);
        assertThat(uploader.put(slot, content)).isEqualTo(201);
        assertThat(uploader.get(slot).body()).isEqualTo(content);
      }
    }
  }

  /// Sends a part and leaves the connection open.
  @SuppressWarnings("resource") // the server's end ends it
  private static void begin(Slot slot, byte[] content) throws IOException {
    Socket socket = Uploader.connect(slot);
    String head =
        "PUT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Type: text/plain\r\n"
            .formatted(slot.uri().getRawPath(), slot.authorization());
    socket
        .getOutputStream()
        .write((head + "Content-Length: " + content.length + "\r\n\r\n").getBytes(US_ASCII));
    socket.getOutputStream().write(content, 0, content.length / 2);
  }
}

package im.fenghuo.conformance.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.bytes.Uploader.Slot;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Uploads and downloads as they are on the wire (XEP-0363 §7).
@ExtendWith(TestServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class UploadBytesTest {

  private static final byte[] HELLO = "0123456789".getBytes(US_ASCII);

  private Uploader uploader;

  @BeforeAll
  void signIn(ServerUnderTest server) throws Exception {
    uploader = Uploader.online(server, "uploader-" + new Random().nextInt(1_000_000_000));
  }

  @AfterAll
  void signOut() throws IOException {
    uploader.close();
  }

  @Test
  void a_large_file_comes_back_as_it_was_whole_and_in_parts() throws Exception {
    byte[] content = new byte[20_000_000];
    new Random(1).nextBytes(content);
    Slot slot = uploader.slot("large", content.length);
    assertThat(uploader.put(slot, content)).isEqualTo(201);
    assertThat(uploader.get(slot).body()).isEqualTo(content);
    HttpResponse<byte[]> part = uploader.get(slot, "Range", "bytes=19000000-");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(1_000_000).endsWith(content[content.length - 1]);
    HttpResponse<byte[]> last = uploader.get(slot, "Range", "bytes=-2");
    assertThat(last.headers().firstValue("Content-Range"))
        .contains("bytes 19999998-19999999/20000000");
    assertThat(uploader.get(slot, "Range", "bytes=20000000-").statusCode()).isEqualTo(416);
  }

  @Test
  void only_its_owner_deletes_a_file() throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    uploader.put(slot, HELLO);
    HttpRequest.Builder anybody = HttpRequest.newBuilder(slot.uri()).DELETE();
    assertThat(uploader.send(anybody).statusCode()).isEqualTo(401);
    assertThat(uploader.send(Uploader.request(slot).DELETE()).statusCode()).isEqualTo(204);
    assertThat(uploader.get(slot).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /upload/ HTTP/1.1, 404",
    "GET /upload/%2e%2e/%2e%2e/etc/passwd HTTP/1.1, 404",
    "GET /upload/../../etc/passwd HTTP/1.1, 404",
    "GET /upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a.txt HTTP/1.1, 404",
    "GET /upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/%00 HTTP/1.1, 404",
    "GET /upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/%zz HTTP/1.1, 400",
    "GET /upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a/b HTTP/1.1, 404",
    "POST /upload/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a.txt HTTP/1.1, 405",
    "GET PATH HTTP/1.1, 404",
    "PUT PATH HTTP/1.1|Content-Length: 10, 401",
    "PUT PATH HTTP/1.1|Authorization: Basic AAAA|Content-Length: 10, 401",
    "PUT PATH HTTP/1.1|AUTH|Transfer-Encoding: chunked, 411",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 11, 413",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 9, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 0, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: -1, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: ten, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 10|Content-Length: 11, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 10|Content-Type: text/html, 415",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 10|Content-Encoding: gzip, 400",
    "PUT PATH HTTP/1.1|AUTH|Content-Length: 10|Expect: 100-continue|Content-Type: a/b, 415"
  })
  void what_is_no_upload_is_refused_and_harms_nothing(String head, int status) throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    try (Socket socket = Uploader.connect(slot)) {
      send(
          socket,
          head.replace("PATH", slot.uri().getRawPath())
                  .replace("AUTH", "Authorization: " + slot.authorization())
                  .replace("|", "\r\n")
              + "\r\nHost: localhost\r\n\r\n");
      assertThat(head(socket)).startsWith("HTTP/1.1 " + status + " ");
    }
    assertThat(uploader.put(slot, HELLO)).isEqualTo(201);
  }

  @Test
  void what_comes_after_the_file_is_not_part_of_it() throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    try (Socket socket = Uploader.connect(slot)) {
      send(socket, put(slot) + "0123456789and more\r\n\r\n");
      assertThat(head(socket)).startsWith("HTTP/1.1 201 ");
    }
    assertThat(uploader.get(slot).body()).isEqualTo(HELLO);
  }

  @Test
  void a_connection_that_is_cut_leaves_nothing_and_the_slot_can_be_used() throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    try (Socket socket = Uploader.connect(slot)) {
      send(socket, put(slot) + "01234");
    }
    assertThat(uploader.get(slot).statusCode()).isEqualTo(404);
    int status = 409;
    while (status == 409) { // until the server has heard of the cut
      status = uploader.put(slot, HELLO);
    }
    assertThat(status).isEqualTo(201);
    assertThat(uploader.get(slot).body()).isEqualTo(HELLO);
  }

  @Test
  void a_slot_that_is_being_used_cannot_be_used_beside() throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    try (Socket socket = Uploader.connect(slot)) {
      send(socket, put(slot).stripTrailing() + "\r\nExpect: 100-continue\r\n\r\n");
      assertThat(head(socket)).startsWith("HTTP/1.1 100 ");
      send(socket, "01234");
      assertThat(uploader.put(slot, HELLO)).isEqualTo(409);
      send(socket, "56789");
      assertThat(head(socket)).startsWith("HTTP/1.1 201 ");
    }
    assertThat(uploader.put(slot, HELLO)).isEqualTo(409);
  }

  @Test
  void a_client_that_is_slow_is_waited_for() throws Exception {
    Slot slot = uploader.slot("a.txt", 10);
    try (Socket socket = Uploader.connect(slot)) {
      send(socket, put(slot));
      for (byte one : HELLO) {
        Thread.sleep(200);
        socket.getOutputStream().write(one);
      }
      assertThat(head(socket)).startsWith("HTTP/1.1 201 ");
    }
    assertThat(uploader.get(slot).body()).isEqualTo(HELLO);
  }

  private static String put(Slot slot) {
    return "PUT "
        + slot.uri().getRawPath()
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
        + slot.authorization()
        + "\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("after " + head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }
}

package im.fenghuo.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.web.WebRequest;
import im.fenghuo.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands between a handler that reads and writes streams, and sockets.
class WebServiceTest {

  private static final int LARGE = 8 * 1024 * 1024;
  private static final WebLimits LIMITS = new WebLimits(2, Duration.ofSeconds(5), 1, 100_000_000);

  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
  private final WebServer server =
      new WebServer(new Registry.WebPath("/service/", LIMITS, this::handle));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    mayGoOn.countDown();
    client.close();
    server.close();
  }

  private WebAnswer handle(WebRequest request) throws IOException {
    return switch (request.path()) {
      case "count" -> WebAnswer.text(200, request.method() + " " + count(request.body()));
      case "exactly" -> WebAnswer.text(200, "" + request.body().readNBytes(3).length);
      case "large" -> WebAnswer.of(200).content(LARGE, out -> out.write(large()));
      case "short" -> WebAnswer.of(200).content(10, out -> out.write(new byte[9]));
      case "refuse" -> WebAnswer.text(403, "no");
      case "wait" -> {
        seen.add("waits");
        try {
          mayGoOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        yield WebAnswer.text(200, "done");
      }
      case "fail" -> throw new IllegalStateException("on purpose");
      default -> WebAnswer.text(404, request.path());
    };
  }

  private String count(InputStream body) throws IOException {
    try {
      return "" + body.readAllBytes().length;
    } catch (IOException lost) {
      seen.add("lost");
      throw lost;
    }
  }

  private static byte[] large() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return send(HttpClient.Version.HTTP_1_1, request);
  }

  private HttpResponse<byte[]> send(HttpClient.Version version, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.version(version).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder to(String path) {
    URI uri = server.uri("/service/" + path);
    return HttpRequest.newBuilder(uri);
  }

  private static HttpRequest.BodyPublisher bytes(int count) {
    return HttpRequest.BodyPublishers.ofByteArray(new byte[count]);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void a_body_of_any_length_is_read_as_a_stream(HttpClient.Version version) throws Exception {
    for (int size : new int[] {0, 1, 100_000, LARGE}) {
      HttpResponse<byte[]> answer = send(version, to("count").PUT(bytes(size)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new String(answer.body(), US_ASCII)).isEqualTo("PUT " + size);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void what_is_written_arrives_as_it_was(HttpClient.Version version) throws Exception {
    HttpResponse<byte[]> answer = send(version, to("large"));
    assertThat(answer.headers().firstValue("Content-Length")).contains("" + LARGE);
    assertThat(answer.body()).isEqualTo(large());
  }

  @Test
  void the_answer_to_head_says_the_length_alone() throws Exception {
    HttpResponse<byte[]> answer = send(to("large").HEAD());
    assertThat(answer.headers().firstValue("Content-Length")).contains("" + LARGE);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void paths_are_as_they_were_sent() throws Exception {
    assertThat(new String(send(to("tr%C3%A8s/%2E?q=1")).body(), US_ASCII))
        .isEqualTo("tr%C3%A8s/%2E");
  }

  @Test
  void a_handler_that_fails_is_answered_500() throws Exception {
    assertThat(send(to("fail")).statusCode()).isEqualTo(500);
  }

  @Test
  void one_request_too_many_is_answered_503() throws Exception {
    var first =
        client.sendAsync(
            to("wait").version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString());
    var second =
        client.sendAsync(
            to("wait").version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString());
    seen.take();
    seen.take();
    assertThat(send(to("count")).statusCode()).isEqualTo(503);
    mayGoOn.countDown();
    assertThat(first.join().body()).isEqualTo("done");
    assertThat(second.join().body()).isEqualTo("done");
    int status = 503;
    while (status == 503) { // the threads end after their answers
      status = send(to("count")).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void a_client_that_waits_for_permission_gets_it_once_the_body_is_read() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("PUT /service/count HTTP/1.1", "Content-Length: 3", "Expect: 100-continue");
      assertThat(wire.head()).startsWith("HTTP/1.1 100 ");
      wire.send("abc");
      assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_client_that_waits_for_permission_is_refused_before_it_sends() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("PUT /service/refuse HTTP/1.1", "Content-Length: 3", "Expect: 100-continue");
      assertThat(wire.head()).startsWith("HTTP/1.1 403 ").containsIgnoringCase("connection: close");
    }
  }

  @Test
  void a_client_that_is_refused_while_it_sends_hears_why() throws Exception {
    HttpResponse<byte[]> answer = send(to("refuse").PUT(bytes(500_000)));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Connection")).contains("close");
    HttpResponse<byte[]> stream = send(HttpClient.Version.HTTP_2, to("refuse").PUT(bytes(500_000)));
    assertThat(stream.statusCode()).isEqualTo(403);
  }

  @Test
  void the_connection_ends_when_too_much_comes_that_nobody_reads() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("PUT /service/refuse HTTP/1.1", "Content-Length: 1000000000");
      assertThat(wire.head()).startsWith("HTTP/1.1 403 ");
      wire.sendUntilClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "exactly"})
  void a_connection_is_used_again_once_the_body_was_read(String path) throws Exception {
    try (Wire wire = new Wire()) {
      for (int i = 0; i < 3; i++) {
        wire.send("PUT /service/" + path + " HTTP/1.1", "Content-Length: 3");
        wire.send("abc");
        assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        wire.skip(path.equals("count") ? "PUT 3" : "3");
      }
    }
  }

  @Test
  void a_body_that_is_cut_off_is_never_taken_for_whole() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("PUT /service/count HTTP/1.1", "Content-Length: 30");
      wire.send("abc");
    }
    assertThat(seen.take()).isEqualTo("lost");
  }

  @Test
  void who_stops_sending_loses_the_connection() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("PUT /service/count HTTP/1.1", "Content-Length: 30");
      wire.send("abc");
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(seen.take()).isEqualTo("lost");
  }

  @Test
  void who_stops_reading_loses_the_connection() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("GET /service/large HTTP/1.1");
      assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
      while (send(to("wait-for-a-sweep")).statusCode() == 404 && !wire.isReset()) {
        wire.send(" "); // on a connection that is gone this fails in the end
      }
    }
  }

  @Test
  void an_answer_that_is_broken_off_ends_the_connection() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("GET /service/short HTTP/1.1");
      assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
      wire.skip("\0".repeat(9));
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void a_path_that_only_seems_to_lead_to_a_service_is_nobodys() throws Exception {
    try (Wire wire = new Wire()) {
      wire.send("GET /x/../service/count HTTP/1.1");
      assertThat(wire.head()).startsWith("HTTP/1.1 404 ");
    }
  }

  /// A client that does as the test says.
  private final class Wire implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    private boolean reset;

    Wire() throws IOException {}

    /// A header, when there is more than one line or it looks like one; else bytes.
    void send(String... lines) throws IOException {
      String text = String.join("\r\n", lines);
      if (text.contains("HTTP/1.1")) {
        text += "\r\nHost: localhost\r\n\r\n";
      }
      try {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
      } catch (IOException e) {
        reset = true;
      }
    }

    boolean isReset() {
      return reset;
    }

    void sendUntilClosed() {
      byte[] bytes = new byte[64 * 1024];
      try {
        while (true) {
          socket.getOutputStream().write(bytes);
        }
      } catch (IOException closed) {
        reset = true;
      }
    }

    String head() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as("after " + head).isNotNegative();
        head.append((char) next);
      }
      return head.toString();
    }

    void skip(String expected) throws IOException {
      assertThat(new String(socket.getInputStream().readNBytes(expected.length()), US_ASCII))
          .isEqualTo(expected);
    }

    boolean isClosed() throws IOException {
      try {
        return socket.getInputStream().read() < 0;
      } catch (java.net.SocketException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

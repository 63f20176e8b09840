package im.fenghuo.http;

import static im.fenghuo.http.BoshClient.BOSH;
import static im.fenghuo.http.BoshClient.message;
import static im.fenghuo.http.BoshTest.assertTerminated;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.XmlParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoshRequestTest {

  private final WebServer server = new WebServer(Duration.ZERO, List.of("https://good.example"));
  private final BoshClient client = new BoshClient(server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<body",
        "<body/>",
        "<body xmlns='jabber:client' rid='1'/>",
        "<other xmlns='" + BOSH + "' rid='1'/>",
        "<body xmlns='" + BOSH + "'/>",
        "<body xmlns='" + BOSH + "' rid=''/>",
        "<body xmlns='" + BOSH + "' rid='-1'/>",
        "<body xmlns='" + BOSH + "' rid='0'/>",
        "<body xmlns='" + BOSH + "' rid='one'/>",
        "<body xmlns='" + BOSH + "' rid='9007199254740992'/>",
        "<body xmlns='" + BOSH + "' rid='99999999999999999999'/>",
        "<body xmlns='" + BOSH + "' rid='1'>text</body>",
        "<body xmlns='" + BOSH + "' rid='1'><a></b></body>",
        "<body xmlns='" + BOSH + "' rid='1'><!-- comment --></body>",
        "<body xmlns='" + BOSH + "' rid='1'><?php ?></body>",
        "<body xmlns='" + BOSH + "' rid='1'><x:a/></body>",
        "<body xmlns='" + BOSH + "' rid='1'/><body xmlns='" + BOSH + "' rid='2'/>",
        "<!DOCTYPE body><body xmlns='" + BOSH + "' rid='1'/>",
        "<?xml version='1.0' encoding='utf-16'?><body xmlns='" + BOSH + "' rid='1'/>",
        "<body xmlns='" + BOSH + "' rid='1' ver='1.6' to='localhost' wait='soon'/>",
        "<body xmlns='" + BOSH + "' rid='1' ver='1.6' to='localhost' hold='-1'/>"
      })
  void what_is_no_request_is_a_bad_request(String body) {
    assertTerminated(BoshClient.parse(client.post(body).join()), "bad-request");
  }

  @Test
  void bytes_that_are_no_utf_8_are_a_bad_request() throws Exception {
    byte[] bytes =
        ("<body xmlns='" + BOSH + "' rid='1' to='\u00ff'/>").getBytes(StandardCharsets.ISO_8859_1);
    HttpResponse<String> response =
        send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));

    assertTerminated(BoshClient.parse(response), "bad-request");
  }

  @Test
  void a_request_may_begin_with_an_xml_declaration() {
    Element created =
        BoshClient.parse(
            client
                .post(
                    "<?xml version='1.0' encoding='UTF-8'?>\n<body xmlns='"
                        + BOSH
                        + "' rid='1' ver='1.6' to='localhost'/>")
                .join());

    assertThat(created.attribute("sid")).isNotEmpty();
  }

  @Test
  void a_request_without_end_is_cut_off() {
    String body = "<body xmlns='" + BOSH + "' rid='1'>" + " ".repeat(1_000_000);

    assertTerminated(BoshClient.parse(client.post(body).join()), "policy-violation");
  }

  @Test
  void an_unknown_session_is_not_found() {
    assertTerminated(client.send("").join(), "item-not-found");
  }

  @Test
  void a_session_needs_an_address_that_is_served() {
    assertTerminated(BoshClient.parse(client.creation("ver='1.6'").join()), "improper-addressing");
    assertTerminated(
        BoshClient.parse(client.creation("ver='1.6' to=''").join()), "improper-addressing");
    assertTerminated(
        BoshClient.parse(client.creation("ver='1.6' to='else.example'").join()), "host-unknown");
    assertTerminated(
        BoshClient.parse(client.creation("ver='1.6' to='a@localhost'").join()), "host-unknown");
    assertTerminated(BoshClient.parse(client.creation("ver='1.6' to='@'").join()), "host-unknown");
  }

  @Test
  void an_old_client_is_told_by_codes_of_http() {
    assertThat(client.creation("to='localhost' wait='soon'").join().statusCode()).isEqualTo(400);

    Element created = BoshClient.parse(client.creation("to='localhost'").join());
    String ahead =
        "<body xmlns='%s' sid='%s' rid='%d'/>"
            .formatted(BOSH, created.attribute("sid"), client.rid() + 50);
    assertThat(client.post(ahead).join().statusCode()).isEqualTo(404);
  }

  @Test
  void answers_have_the_content_type_that_the_client_wants_and_act_as_no_page() {
    HttpResponse<String> created =
        client.creation("to='localhost' ver='1.6' content='text/html; charset=utf-8'").join();

    assertThat(created.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(created.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
    HttpResponse<String> strange =
        client.creation("to='localhost' ver='1.6' content='a&#10;b: c'").join();
    assertThat(strange.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
  }

  @Test
  void a_client_that_is_silent_for_too_long_has_no_session() {
    client.begin("hold='0'");
    server.sweep();

    assertTerminated(client.send("").join(), "item-not-found");
  }

  @Test
  void keys_that_follow_their_sequence_are_accepted() {
    String first = sha1("seed");
    String second = sha1(first);
    String third = sha1(second);
    client.begin("hold='0' newkey='" + third + "'");

    assertThat(client.sendWith("key='" + second + "'").join().attribute("type")).isNull();
    String other = sha1("other");
    Element changed =
        client
            .sendWith("key='" + first + "' newkey='" + sha1(other).toUpperCase(Locale.ROOT) + "'")
            .join();
    assertThat(changed.attribute("type")).isNull();
    assertThat(client.sendWith("key='" + other + "'").join().attribute("type")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key='0000'"})
  void a_request_without_the_right_key_ends_the_session(String key) {
    client.begin("hold='1' newkey='" + sha1(sha1("seed")) + "'");

    assertTerminated(client.sendWith(key).join(), "item-not-found");
  }

  @Test
  void what_a_lost_connection_would_have_carried_comes_with_a_later_one() throws Exception {
    client.online();
    CompletableFuture<Element> first = client.send("");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String body =
          "<body xmlns='%s' sid='%s' rid='%d'/>".formatted(BOSH, client.sid(), client.rid() + 1);
      String head =
          "POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length());
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      // One is held, and it is answered because the next has arrived.
      assertThat(first.join().children()).isEmpty();
    }
    server.gate.stream().send(XmlParser.create().parse(message("survives")));

    // Whether the server has seen the connection's end yet or not: the client asks again.
    Element answer = client.send("").join();
    if (answer.children().isEmpty()) {
      answer = client.send("").join();
    }
    assertThat(answer.children())
        .extracting(e -> e.child(Namespaces.CLIENT, "body"))
        .isNotEmpty()
        .doesNotContainNull();
  }

  @Test
  void pages_of_allowed_origins_may_connect() throws Exception {
    HttpResponse<String> preflight =
        send(
            HttpRequest.newBuilder()
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://good.example")
                .header("Access-Control-Request-Method", "POST"));

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://good.example");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("Content-Type");
  }

  @Test
  void pages_of_this_server_may_connect_and_others_may_not() throws Exception {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("x");
    String own = "http://127.0.0.1:" + server.port();

    assertThat(send(HttpRequest.newBuilder().POST(body).header("Origin", own)).statusCode())
        .isEqualTo(200);
    assertThat(
            send(HttpRequest.newBuilder().POST(body).header("Origin", "https://bad.example"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_browser_that_comes_by_is_told_what_this_is() throws Exception {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET());

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(response.body()).contains("BOSH");
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          request.uri(server.uri(HttpPaths.BOSH)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package im.fenghuo.dist;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.config.ConfigFile;
import im.fenghuo.console.WebChat;
import im.fenghuo.xep.XepCatalog;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebChatSiteTest {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void start() {
    Router router = Router.router(vertx);
    new WebChatSite(
            vertx,
            ConfigFile.defaults(XepCatalog.SETTINGS).config(),
            true,
            domain -> "https://" + domain + ":5281")
        .mount(router);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    port = server.actualPort();
  }

  @AfterEach
  void stop() {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void the_page_is_at_the_root_and_says_what_it_may_do() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Fenghuo chat</title>");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains(WebChat.contentSecurityPolicy(List.of("https://localhost:5281")));
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @CsvSource({
    "/chat.js, text/javascript; charset=utf-8",
    "/chat.css, text/css; charset=utf-8",
    "/favicon.svg, image/svg+xml",
    "/converse/curve25519_compiled.wasm, application/wasm",
    "/converse/LICENSE, text/plain; charset=utf-8",
  })
  void files_have_their_types(String path, String type) throws Exception {
    assertThat(get(path).headers().firstValue("Content-Type")).contains(type);
  }

  @Test
  void a_file_that_is_known_is_not_sent_again() throws Exception {
    String tag = get("/chat.js").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = get("/chat.js", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void only_who_understands_it_gets_it_compressed() throws Exception {
    HttpResponse<String> plain = get("/chat.js");
    HttpResponse<String> compressed = get("/chat.js", "Accept-Encoding", "br, gzip;q=0.5");
    HttpResponse<String> refused = get("/chat.js", "Accept-Encoding", "gzip;q=0");

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.body()).startsWith("// Starts Converse.js");
    assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void the_client_is_told_how_to_connect() throws Exception {
    assertThat(get(WebChat.CONFIGURATION_PATH).body())
        .contains("\"domain\":\"localhost\"", "\"/xmpp-websocket\"", "\"/http-bind\"", "true");
  }

  @Test
  void what_is_not_there_is_said_to_be_not_there() throws Exception {
    HttpResponse<String> page = get("/nothing.html");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("There is nothing at this address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../WebChat.class",
        "/converse/../../WebChat.class",
        "/%2e%2e/WebChat.class",
        "/..%2fWebChat.class",
        "//etc/passwd",
        "/converse/",
        "/.hidden",
        "/chat.js%00.html"
      })
  void nothing_else_of_the_class_path_is_served(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(status).isIn("HTTP/1.1 404", "HTTP/1.1 400");
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

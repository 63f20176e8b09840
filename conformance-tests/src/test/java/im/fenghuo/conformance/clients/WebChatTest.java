package im.fenghuo.conformance.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Two newcomers with the web client in two browsers; the steps are in `web-chat.mjs`, and what
/// they saw is in `target/screenshots`.
class WebChatTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @Test
  void two_newcomers_chat_over_websocket() throws Exception {
    try (UnconfiguredServer server = UnconfiguredServer.start()) {
      run("http://localhost:" + server.ports().http() + "/", "websocket", "http");
    }
  }

  @Test
  void two_newcomers_chat_over_https() throws Exception {
    try (UnconfiguredServer server = UnconfiguredServer.start()) {
      run("https://localhost:" + server.ports().https() + "/", "websocket", "https");
    }
  }

  @Test
  void two_newcomers_chat_over_bosh() throws Exception {
    try (UnconfiguredServer server = UnconfiguredServer.start("[http]\nweb-socket = false\n")) {
      run("http://localhost:" + server.ports().http() + "/", "bosh", "bosh");
    }
  }

  private static void run(String address, String transport, String name) throws Exception {
    ClientProgram.run(
        "node",
        ClientProgram.path("web-chat.mjs"),
        address,
        transport,
        SCREENSHOTS.resolve(name).toString());
  }
}

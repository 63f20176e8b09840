package im.fenghuo.conformance.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Messages that are encrypted end to end (XEP-0384) between devices that run slixmpp with
/// python-omemo and the web client; the steps are in `secrets_of_two.py`, and what the window
/// showed is in `target/screenshots`.
class OmemoTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots", "omemo");

  @Test
  void two_people_with_several_devices_read_what_is_sealed_for_them() throws Exception {
    try (UnconfiguredServer server = UnconfiguredServer.start()) {
      ClientProgram.run(
          ClientProgram.DEBIANS_PYTHON,
          ClientProgram.path("secrets_of_two.py"),
          "localhost",
          "127.0.0.1",
          Integer.toString(server.ports().xmpp()),
          Integer.toString(server.ports().https()),
          server.certificate().toString(),
          SCREENSHOTS.toString());
    }
  }
}

package im.fenghuo.conformance.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A day of one person with two devices that run slixmpp and a window with the web client, in a
/// network that is cut now and then; the steps are in `day.py`, and what the window showed is in
/// `target/screenshots`.
class DayTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots", "day");

  @Test
  void three_devices_of_one_person_stay_in_step_for_a_day() throws Exception {
    try (UnconfiguredServer server = UnconfiguredServer.start()) {
      ClientProgram.run(
          ClientProgram.DEBIANS_PYTHON,
          ClientProgram.path("day.py"),
          "localhost",
          "127.0.0.1",
          Integer.toString(server.ports().xmpp()),
          Integer.toString(server.ports().https()),
          server.certificate().toString(),
          SCREENSHOTS.toString());
    }
  }
}

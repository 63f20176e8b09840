package im.fenghuo.conformance.clients;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two people with slixmpp; the steps are in `slixmpp_pair.py`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlixmppTest {

  private UnconfiguredServer server;

  @BeforeAll
  void start() throws Exception {
    server = UnconfiguredServer.start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void two_people_meet_over_starttls() throws Exception {
    run(server.ports().xmpp(), "starttls");
  }

  @Test
  void two_people_meet_over_direct_tls() throws Exception {
    run(server.ports().xmpps(), "tls");
  }

  private void run(int port, String security) throws Exception {
    ClientProgram.run(
        ClientProgram.DEBIANS_PYTHON,
        ClientProgram.path("slixmpp_pair.py"),
        "localhost",
        "127.0.0.1",
        Integer.toString(port),
        security,
        server.certificate().toString(),
        "-" + security);
  }
}

package im.fenghuo.conformance.bytes;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A server that waits for a few seconds (long enough to sign in on a busy machine), and clients
/// that take longer.
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {

  private static final Set<String> TOO_SLOW = Set.of("connection-timeout", "policy-violation");

  private LimitedServer server;

  @BeforeAll
  void start() throws Exception {
    server = LimitedServer.start("time-to-bind = \"5s\"\ntime-for-stanza = \"2s\"\n");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whoever_opens_a_stream_and_does_not_authenticate_is_sent_away() throws IOException {
    try (RawStream stream = server.open()) {
      stream.receivesStreamError(TOO_SLOW);
    }
  }

  @Test
  void whoever_authenticates_and_binds_nothing_is_sent_away() throws IOException {
    try (RawStream stream = server.authenticated()) {
      stream.receivesStreamError(TOO_SLOW);
    }
  }

  @Test
  void whoever_begins_a_stanza_and_never_ends_it_is_sent_away_and_an_idle_client_stays()
      throws IOException {
    try (RawStream idle = server.bound();
        RawStream stream = server.bound()) {
      stream.send("<message><body>Once upon a time");
      stream.receivesStreamError(TOO_SLOW);
      idle.survives();
    }
  }

  @Test
  void whoever_connects_and_says_nothing_is_sent_away() throws IOException {
    try (RawStream stream = server.connected()) {
      stream.isClosed();
    }
    try (RawStream stream = server.connected().send("<stream:str")) {
      stream.isClosed();
    }
  }
}

package im.fenghuo.conformance.bytes;

import im.fenghuo.conformance.server.FenghuoServer;
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

  private static final String USER = "slow";
  private static final Set<String> TOO_SLOW = Set.of("connection-timeout", "policy-violation");

  private FenghuoServer server;

  @BeforeAll
  void start() throws Exception {
    server = FenghuoServer.start(1, "time-to-bind = \"5s\"\ntime-for-stanza = \"2s\"\n");
    server.createAccount(USER, USER);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whoever_opens_a_stream_and_does_not_authenticate_is_sent_away() throws IOException {
    try (RawStream stream = RawStream.connect(server).open()) {
      stream.receivesStreamError(TOO_SLOW);
    }
  }

  @Test
  void whoever_authenticates_and_binds_nothing_is_sent_away() throws IOException {
    try (RawStream stream = RawStream.connect(server).open().authenticate(USER, USER)) {
      stream.receivesStreamError(TOO_SLOW);
    }
  }

  @Test
  void whoever_begins_a_stanza_and_never_ends_it_is_sent_away_and_an_idle_client_stays()
      throws IOException {
    try (RawStream idle = bound();
        RawStream stream = bound()) {
      stream.send("<message><body>Once upon a time");
      stream.receivesStreamError(TOO_SLOW);
      idle.survives();
    }
  }

  @Test
  void whoever_connects_and_says_nothing_is_sent_away() throws IOException {
    try (RawStream stream = RawStream.connect(server)) {
      stream.isClosed();
    }
    try (RawStream stream = RawStream.connect(server).send("<stream:str")) {
      stream.isClosed();
    }
  }

  private RawStream bound() throws IOException {
    return RawStream.connect(server).open().authenticate(USER, USER).bind();
  }
}

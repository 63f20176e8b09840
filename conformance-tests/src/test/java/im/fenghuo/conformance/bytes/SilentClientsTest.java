package im.fenghuo.conformance.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A server that asks after a second of silence whether somebody is there, and waits for another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentClientsTest {

  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";
  private static final Pattern ID = Pattern.compile(" id='([^']*)'");

  private LimitedServer server;

  @BeforeAll
  void start() throws Exception {
    server = LimitedServer.start("silence = \"1s\"\ntime-to-answer = \"1s\"\n");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whoever_does_not_answer_is_sent_away_and_whoever_answers_anything_stays()
      throws IOException {
    try (RawStream dead = server.bound();
        RawStream alive = server.bound()) {
      for (int i = 0; i < 3; i++) {
        alive.forget();
        alive.await("a ping", text -> text.contains(PING));
        alive.send("<iq type='result' id='" + id(alive.text()) + "'/>");
      }
      alive.survives();
      dead.await("a ping", text -> text.contains(PING));
      dead.receivesStreamError(Set.of("connection-timeout"));
    }
  }

  private static String id(String request) {
    Matcher id = ID.matcher(request);
    assertThat(id.find()).as(request).isTrue();
    return id.group(1);
  }
}

package im.fenghuo.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.faults.Chatter.Archived;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// *What was acknowledged is never lost*, and *catching up has no holes*: whatever is killed in the
/// middle of a chat.
@Timeout(180)
class KilledServerTest {

  private static final int PAIRS = 5;

  private final List<Chatter> chatters = new ArrayList<>();
  private final Map<Chatter, Chatter> partners = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private FenghuoServer server;

  @BeforeEach
  void start_chatting() throws IOException, RefusedException {
    server = FenghuoServer.start(1);
    for (int i = 0; i < PAIRS; i++) {
      Chatter romeo = Chatter.register(server, 0, "romeo" + i, "juliet" + i);
      Chatter juliet = Chatter.register(server, 0, "juliet" + i, "romeo" + i);
      chatters.addAll(List.of(romeo, juliet));
      partners.put(romeo, juliet);
      partners.put(juliet, romeo);
    }
    for (Chatter chatter : chatters) {
      chatter.becomeAvailable();
      chatter.enableAcknowledgements();
    }
    chatters.forEach(chatter -> threads.add(Thread.ofPlatform().daemon().start(chatter::chat)));
  }

  @AfterEach
  void stop() throws IOException {
    chatters.forEach(Chatter::stop);
    server.close();
  }

  private void untilEverybodyHasAcknowledgements() throws InterruptedException {
    while (chatters.stream().anyMatch(chatter -> chatter.acknowledged().size() < 100)) {
      Thread.sleep(50);
    }
  }

  @Test
  void after_the_server_is_killed_all_that_it_acknowledged_is_there_once() throws Exception {
    untilEverybodyHasAcknowledgements();
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    Map<Chatter, List<String>> acknowledged = new HashMap<>();
    Map<Chatter, List<Archived>> received = new HashMap<>();
    for (Chatter chatter : chatters) {
      chatter.awaitEnd();
      acknowledged.put(chatter, chatter.acknowledged());
      received.put(chatter, chatter.received());
    }

    server.startAgain();
    for (Chatter chatter : chatters) {
      chatter.reconnect();
    }
    for (Chatter chatter : chatters) {
      List<Archived> history = chatter.history(Optional.empty());
      assertComplete(chatter, history);
      assertThat(ids(history))
          .as("the archive of %s", chatter.name())
          .containsAll(acknowledged.get(chatter))
          .containsAll(acknowledged.get(partners.get(chatter)));

      List<String> seen = ids(received.get(chatter));
      chatter.becomeAvailable();
      for (String id : ids(history)) {
        if (id.startsWith(partner(chatter)) && !seen.contains(id)) {
          assertThat(chatter.receives(id)).as("%s is delivered late", id).isTrue();
        }
      }
    }
    for (Chatter chatter : chatters) {
      partners.get(chatter).say("afterwards");
      assertThat(chatter.receives("afterwards")).isTrue();
      Archived last = received.get(chatter).getLast();
      assertThat(ids(chatter.history(Optional.of(last.archiveId()))))
          .as("what %s catches up on after %s", chatter.name(), last)
          .contains("afterwards");
    }
  }

  @Test
  void while_its_database_is_killed_the_server_loses_nothing() throws Exception {
    untilEverybodyHasAcknowledgements();
    server.killDatabase();
    Thread.sleep(2000);
    chatters.forEach(Chatter::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    for (Chatter chatter : chatters) {
      while (chatter.acknowledged().size() < chatter.sent()) {
        Thread.sleep(50);
      }
    }
    for (Chatter chatter : chatters) {
      List<Archived> history = chatter.history(Optional.empty());
      assertComplete(chatter, history);
      assertThat(history).hasSize(chatter.sent() + partners.get(chatter).sent());
    }
  }

  private String partner(Chatter chatter) {
    return partners.get(chatter).name() + "-";
  }

  /// Every message once, numbered without a gap.
  private static void assertComplete(Chatter chatter, List<Archived> history) {
    assertThat(ids(history)).as("the archive of %s", chatter.name()).doesNotHaveDuplicates();
    assertThat(history)
        .extracting(Archived::number)
        .as("the numbers in the archive of %s", chatter.name())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
  }

  private static List<String> ids(List<Archived> archived) {
    return archived.stream().map(Archived::id).toList();
  }
}

package im.fenghuo.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.faults.Chatter.Archived;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The fence: two joined nodes and a third that is cut off from them share one database, so that
/// each part believes that it owns every account. Both give numbers in the same archives at once.
@Timeout(300)
class SplitClusterTest {

  private static final int MESSAGES = 400;
  private static final int CUT_OFF = 2;

  private final List<Chatter> senders = new ArrayList<>();
  private final List<Chatter> readers = new ArrayList<>();
  private FenghuoServer server;

  @BeforeEach
  void start() throws Exception {
    server = FenghuoServer.startSplit(2, 1);
    for (int node = 0; node < 3; node++) {
      Chatter sender = Chatter.register(server, node, "romeo" + node, "juliet");
      sender.enableAcknowledgements();
      senders.add(sender);
    }
    Chatter juliet = Chatter.register(server, 0, "juliet", "romeo0");
    readers.addAll(List.of(juliet, juliet.alsoAt(CUT_OFF)));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void two_owners_of_one_account_lose_nothing_and_readers_miss_nothing() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<List<Archived>>> reading =
          readers.stream().map(reader -> threads.submit(pagingForward(reader))).toList();
      List<Future<?>> sending = new ArrayList<>();
      for (Chatter sender : senders) {
        sending.add(
            threads.submit(() -> {
              sender.say(MESSAGES);
              return null;
            }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
      for (Chatter sender : senders) {
        sender.awaitAcknowledged(MESSAGES);
      }

      List<Archived> archive = reading.getFirst().get();
      assertThat(reading.getLast().get()).as("what both have read").isEqualTo(archive);
      assertThat(readers.getFirst().history(Optional.empty())).isEqualTo(archive);
      assertThat(archive)
          .extracting(Archived::number)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * MESSAGES).boxed().toList());
      for (Chatter sender : senders) {
        assertThat(archive.stream().map(Archived::id).filter(id -> isFrom(sender, id)))
            .as("what %s has said", sender.name())
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, MESSAGES)
                    .mapToObj(number -> sender.name() + "-" + number)
                    .toList());
      }
      assertThat(archive.stream().map(Archived::incarnation).distinct())
          .as("incarnations that have written")
          .hasSizeGreaterThan(1);
    }
  }

  private static boolean isFrom(Chatter sender, String id) {
    return id.startsWith(sender.name() + "-");
  }

  /// What somebody sees who asks again and again for what came after the last that was seen.
  private static Callable<List<Archived>> pagingForward(Chatter reader) {
    return () -> {
      List<Archived> seen = new ArrayList<>();
      while (seen.size() < 3 * MESSAGES) {
        Optional<String> last =
            seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast().archiveId());
        seen.addAll(reader.history(last));
      }
      return seen;
    };
  }
}

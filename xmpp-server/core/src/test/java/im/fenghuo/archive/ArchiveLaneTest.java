package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.lane.VirtualThreads;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Numbers are dense, in order, and nobody's message is lost, whatever storage does.
class ArchiveLaneTest {

  private static final long ARCHIVE = 7;
  private static final Jid PEER = Jid.parse("juliet@localhost");
  private static final Batching BATCHING =
      new Batching(2, 500, Duration.ofMillis(2), new Backlog(20_000));

  private final Vertx vertx = Vertx.vertx();
  private final Loops loops = Loops.of(vertx, 2);
  private final VirtualThreads virtualThreads = new VirtualThreads(10);
  private final UnreliableArchive store = new UnreliableArchive(virtualThreads);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /// A node's lane for the archive, with a writer of its own.
  private final class Node {
    private final Loop loop;
    private final ArchiveLane lane;
    private final List<CompletableFuture<Void>> durable = new ArrayList<>();

    Node(int number) {
      this(number, Retention.FOREVER);
    }

    Node(int number, Retention retention) {
      loop = loops.all().get(number);
      RowWriter writer = new RowWriter(number, loop, store, BATCHING);
      lane =
          new ArchiveLane(
              ARCHIVE, ArchiveEnd.EMPTY, retention, loop, writer, virtualThreads, store);
    }

    /// Appends messages `prefix 0`, `prefix 1`, … a few in each turn of the loop.
    Node append(String prefix, int count) {
      for (int from = 0; from < count; from += 10) {
        int start = from;
        List<CompletableFuture<Void>> some = new ArrayList<>();
        for (int i = 0; i < Math.min(10, count - from); i++) {
          some.add(new CompletableFuture<>());
        }
        durable.addAll(some);
        loop.execute(() -> {
          for (int i = 0; i < some.size(); i++) {
            append(prefix + " " + (start + i), some.get(i));
          }
        });
      }
      return this;
    }

    private void append(String text, CompletableFuture<Void> done) {
      Receipt receipt = new Receipt();
      lane.append(Contents.sent(PEER, text), receipt);
      receipt.done();
      receipt.whenDone(() -> done.complete(null));
    }

    void join() {
      durable.forEach(CompletableFuture::join);
    }
  }

  private List<String> texts() {
    return store.entries(ARCHIVE).stream().map(ArchiveLaneTest::text).toList();
  }

  private static String text(Archive.Entry entry) {
    return new String(entry.stanza(), StandardCharsets.UTF_8);
  }

  private static List<String> expected(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + " " + i).toList();
  }

  private void assertDense(int count) {
    assertThat(store.entries(ARCHIVE))
        .extracting(Archive.Entry::number)
        .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
  }

  @Test
  void rows_arrive_in_order_and_in_batches() {
    new Node(0).append("a", 3000).join();

    assertDense(3000);
    assertThat(texts()).isEqualTo(expected("a", 3000));
    assertThat(store.batches())
        .hasSizeLessThan(1000)
        .allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(500));
  }

  @Test
  void while_storage_fails_rows_wait_and_are_not_acknowledged() {
    store.fail(true);
    Node node = new Node(0).append("a", 100);
    CompletableFuture<Boolean> isDurable = new CompletableFuture<>();
    node.loop.execute(() -> isDurable.complete(node.lane.isDurable()));
    assertThat(isDurable.join()).isFalse();
    assertThat(node.durable).noneMatch(CompletableFuture::isDone);

    store.fail(false);
    node.join();

    assertDense(100);
    assertThat(texts()).isEqualTo(expected("a", 100));
  }

  @Test
  void rows_whose_acknowledgement_was_lost_are_not_written_twice() {
    store.loseAnswers(2);
    new Node(0).append("a", 50).append("b", 50).join();

    assertDense(100);
    assertThat(texts()).containsAll(expected("a", 50)).containsAll(expected("b", 50));
  }

  @Test
  void two_writers_give_no_number_twice_leave_no_hole_and_lose_nothing() {
    Node one = new Node(0).append("a", 2000);
    Node two = new Node(1).append("b", 2000);
    List<String> read = new ArrayList<>();
    long last = 0;
    while (read.size() < 4000) {
      for (Archive.Entry entry : store.after(ARCHIVE, last, 100)) {
        assertThat(entry.number()).isEqualTo(last + 1);
        last = entry.number();
        read.add(text(entry));
      }
    }
    one.join();
    two.join();

    assertDense(4000);
    assertThat(read).isEqualTo(texts());
    assertThat(read.stream().filter(text -> text.startsWith("a")).toList())
        .isEqualTo(expected("a", 2000));
    assertThat(read.stream().filter(text -> text.startsWith("b")).toList())
        .isEqualTo(expected("b", 2000));
  }

  @Test
  void two_writers_and_lost_acknowledgements_lose_nothing_either() {
    Node one = new Node(0);
    Node two = new Node(1);
    for (int round = 0; round < 3; round++) {
      store.loseAnswers(3);
      one.append("a" + round, 100);
      two.append("b" + round, 100);
      one.durable.getLast().join();
    }
    one.join();
    two.join();

    assertDense(600);
    assertThat(texts()).doesNotHaveDuplicates();
  }

  @Test
  void work_waits_until_what_was_numbered_is_durable() {
    Node node = new Node(0).append("a", 10);
    CompletableFuture<List<String>> seen = new CompletableFuture<>();
    node.loop.execute(() -> node.lane.whenDurable(() -> seen.complete(texts())));

    assertThat(seen.join()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void each_incarnation_has_a_tag_of_its_own() {
    new Node(0).append("a", 10).join();
    new Node(1).append("b", 10).join();

    assertThat(
            store.entries(ARCHIVE).stream()
                .map(entry -> entry.id().substring(entry.id().indexOf('-')))
                .distinct())
        .hasSize(2);
    assertDense(20);
  }
}

package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Entry;
import im.fenghuo.lane.Loops;
import im.fenghuo.lane.VirtualThreads;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lanes whose messages go after some days: numbers stay dense and in order, nobody's message is
/// lost, wherever the partitions of two rows are.
abstract class RetainingLaneContract {

  private static final AtomicLong ARCHIVES = new AtomicLong(5000);
  private static final AtomicInteger DAYS = new AtomicInteger(20_000);

  private final Vertx vertx = Vertx.vertx();
  private final Loops loops = Loops.of(vertx, 2);
  private final VirtualThreads virtualThreads = new VirtualThreads(10);
  private final long archive = ARCHIVES.incrementAndGet();
  private final int today = DAYS.addAndGet(1000);

  abstract RowStore rows();

  abstract ArchiveReader reader();

  /// Lets the partitions of all days up to this one go.
  abstract void dropUpTo(int last);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private WritingNode node(int number, Retention retention) {
    return new WritingNode(
        number, archive, retention, loops.all().get(number), virtualThreads, rows(), reader());
  }

  private List<Entry> entries() {
    return reader().after(archive, 0, 10_000);
  }

  private List<String> texts(String prefix) {
    return entries().stream()
        .map(RetainingLaneContract::text)
        .filter(text -> text.startsWith(prefix))
        .toList();
  }

  private static String text(Entry entry) {
    return new String(entry.stanza(), StandardCharsets.UTF_8);
  }

  private static List<String> expected(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /// Says something a few times a day.
  private static CompletableFuture<Void> write(WritingNode node, String prefix, int from) {
    return CompletableFuture.runAsync(() -> {
      for (int i = 0; i < 400; i++) {
        node.append(prefix + i, from + i / 40);
      }
      node.join();
    });
  }

  @Test
  void two_writers_in_different_days_give_no_number_twice_leave_no_hole_and_lose_nothing() {
    CompletableFuture<Void> one = write(node(0, new Retention(16)), "a", today);
    CompletableFuture<Void> two = write(node(1, new Retention(16)), "b", today + 1);
    List<String> read = new ArrayList<>();
    long last = 0;
    while (read.size() < 800) {
      for (Entry entry : reader().after(archive, last, 100)) {
        assertThat(entry.number()).isEqualTo(last + 1);
        last = entry.number();
        read.add(text(entry));
      }
    }
    one.join();
    two.join();

    assertThat(entries()).extracting(Entry::number).isEqualTo(range(1, 800));
    assertThat(entries().stream().map(RetainingLaneContract::text)).isEqualTo(read);
    assertThat(texts("a")).isEqualTo(expected("a", 400));
    assertThat(texts("b")).isEqualTo(expected("b", 400));
  }

  @Test
  void two_writers_with_different_retentions_do_so_while_partitions_go() {
    CompletableFuture<Void> one = write(node(0, new Retention(1)), "a", today);
    CompletableFuture<Void> two = write(node(1, new Retention(2)), "b", today);
    CompletableFuture<Void> three = write(node(1, Retention.FOREVER), "c", today);
    for (int day = today - 1; day < today + 5; day++) {
      dropUpTo(day);
    }
    one.join();
    two.join();
    three.join();
    dropUpTo(today + 20);

    assertThat(reader().end(archive).number()).isEqualTo(1200);
    assertThat(texts("a")).isEmpty();
    assertThat(texts("b")).isEmpty();
    assertThat(texts("c")).isEqualTo(expected("c", 400));
    assertThat(entries()).extracting(Entry::number).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void a_lane_whose_last_partition_goes_continues_where_it_was() {
    WritingNode node = node(0, new Retention(1));
    IntStream.range(0, 10).forEach(i -> node.append("a" + i, today));
    node.join();
    dropUpTo(today + 1);
    IntStream.range(0, 10).forEach(i -> node.append("b" + i, today + 5));
    node.join();

    assertThat(entries()).extracting(Entry::number).isEqualTo(range(11, 20));
    assertThat(texts("b")).isEqualTo(expected("b", 10));
  }

  @Test
  void a_lane_that_is_told_so_gives_ids_that_last() {
    WritingNode node = node(0, new Retention(1));
    node.append("a", today);
    node.join();
    reader().prepare(today + 6);
    dropUpTo(today + 1);
    node.refresh(today + 1);
    String id = node.append("b", today + 5);
    node.join();

    assertThat(entries()).extracting(Entry::id).containsExactly(id);
  }

  @Test
  void a_new_lane_goes_on_after_all_has_gone() {
    node(0, new Retention(1)).append("a", today);
    awaitEnd(1);
    dropUpTo(today + 1);
    WritingNode next = node(1, new Retention(1));
    next.append("b", today + 9);
    next.join();

    assertThat(entries()).extracting(Entry::number).containsExactly(2L);
  }

  private void awaitEnd(long number) {
    while (reader().end(archive).number() < number) {
      Thread.onSpinWait();
    }
  }

  @Test
  void another_retention_is_for_what_comes_after_it() {
    WritingNode node = node(0, new Retention(1));
    node.append("a", today);
    node.retain(new Retention(30));
    node.append("b", today);
    node.retain(Retention.FOREVER);
    node.append("c", today);
    node.join();

    dropUpTo(today + 1);
    assertThat(entries()).extracting(RetainingLaneContract::text).containsExactly("b", "c");
    dropUpTo(today + 40);
    assertThat(entries()).extracting(RetainingLaneContract::text).containsExactly("c");
  }

  @Test
  void a_node_whose_clock_is_far_behind_writes_nothing_that_goes_at_once() {
    WritingNode ahead = node(0, new Retention(1));
    ahead.append("a", today + 50);
    ahead.join();
    dropUpTo(today + 51);
    WritingNode behind = node(1, new Retention(1));
    behind.append("b", today);
    behind.join();

    assertThat(entries()).extracting(RetainingLaneContract::text).containsExactly("b");
    assertThat(reader().end(archive)).isEqualTo(new ArchiveEnd(2, today + 52, today + 51));
  }
}

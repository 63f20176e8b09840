package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.lane.VirtualThreads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowWriterTest {

  private static final Duration DELAY = Duration.ofMillis(20);

  private record Batch(List<Row> rows, Consumer<RowStore.Outcome> answer) {
    List<Long> numbers() {
      return rows.stream().map(Row::number).toList();
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = Loops.of(vertx, 1).all().getFirst();
  private final Backlog backlog = new Backlog(3);
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void what_comes_right_after_a_batch_is_written_with_what_came_during_it()
      throws InterruptedException {
    ArchiveLane lane = lane(100);
    append(lane, 1);
    Batch first = next();
    append(lane, 1);
    first.answer().accept(new RowStore.Outcome.Stored());
    append(lane, 1);

    assertThat(first.numbers()).containsExactly(1L);
    assertThat(next().numbers()).containsExactly(2L, 3L);
  }

  @Test
  void a_batch_holds_no_more_rows_than_configured() throws InterruptedException {
    append(lane(2), 5);

    Batch first = next();
    assertThat(first.numbers()).containsExactly(1L, 2L);
    first.answer().accept(new RowStore.Outcome.Stored());
    assertThat(next().numbers()).containsExactly(3L, 4L);
  }

  @Test
  void the_backlog_is_full_while_too_many_rows_wait_and_not_after() throws InterruptedException {
    append(lane(2), 5);

    Batch first = next();
    assertThat(backlog.isFull()).isTrue();
    first.answer().accept(new RowStore.Outcome.Stored());
    Batch second = next();
    assertThat(backlog.isFull()).isFalse();
    assertThat(second.numbers()).containsExactly(3L, 4L);
  }

  private ArchiveLane lane(int rows) {
    RowStore store = (writer, batch, answer) -> batches.add(new Batch(batch, answer));
    RowWriter writer = new RowWriter(0, loop, store, new Batching(1, rows, DELAY, backlog));
    return new ArchiveLane(
        7,
        ArchiveEnd.EMPTY,
        Retention.FOREVER,
        loop,
        writer,
        new VirtualThreads(1),
        new InMemoryArchive());
  }

  private void append(ArchiveLane lane, int count) {
    loop.execute(() -> {
      for (int i = 0; i < count; i++) {
        lane.append(Contents.sent(Jid.parse("juliet@localhost"), ""), new Receipt());
      }
    });
  }

  private Batch next() throws InterruptedException {
    Batch batch = batches.poll(10, TimeUnit.SECONDS);
    assertThat(batch).as("a batch").isNotNull();
    return batch;
  }
}

package im.fenghuo.archive;

import im.fenghuo.api.Jid;
import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// A node's lane for an archive, with a writer of its own and a calendar of its own.
final class WritingNode {

  private static final Jid PEER = Jid.parse("juliet@localhost");
  private static final Batching BATCHING =
      new Batching(2, 50, Duration.ofMillis(1), new Backlog(20_000));

  private final Loop loop;
  private final ArchiveLane lane;
  private final Semaphore reads = new Semaphore(0);
  private final List<CompletableFuture<Void>> durable = new CopyOnWriteArrayList<>();

  WritingNode(
      int number,
      long archive,
      Retention retention,
      Loop loop,
      Executor virtualThreads,
      RowStore rows,
      ArchiveReader reader) {
    this.loop = loop;
    RowWriter writer = new RowWriter(number, loop, rows, BATCHING);
    lane =
        new ArchiveLane(
            archive,
            reader.end(archive),
            retention,
            loop,
            writer,
            work ->
                virtualThreads.execute(() -> {
                  work.run();
                  reads.release();
                }),
            reader);
  }

  /// Archives something on that day, and returns the id that clients see.
  String append(String text, int day) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    durable.add(done);
    CompletableFuture<String> id = new CompletableFuture<>();
    loop.execute(() -> {
      Receipt receipt = new Receipt();
      Instant noon = Instant.EPOCH.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
      id.complete(lane.append(Contents.sent(PEER, text, noon), receipt));
      receipt.done();
      receipt.whenDone(() -> done.complete(null));
    });
    return id.join();
  }

  /// Waits until all is durable.
  WritingNode join() {
    durable.forEach(CompletableFuture::join);
    return this;
  }

  void retain(Retention retention) {
    loop.execute(() -> lane.setRetention(retention));
  }

  /// Has the lane look where its archive ends, and waits until it has.
  void refresh(int day) {
    reads.drainPermits();
    loop.execute(() -> lane.refresh(day));
    reads.acquireUninterruptibly();
  }
}

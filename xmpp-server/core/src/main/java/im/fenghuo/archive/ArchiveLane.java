package im.fenghuo.archive;

import im.fenghuo.lane.Loop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the messages of one archive their numbers: 1, 2, 3, … without a gap, inline, before they
/// are durable. Belongs to its owner's loop.
public final class ArchiveLane {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveLane.class);

  /// How many numbers may wait for storage; also how far a reader looks back for an id that never
  /// became durable.
  public static final int MAX_UNDER_WAY = 1000;

  private final long archive;
  private final Loop loop;
  private final RowWriter writer;
  private final Executor virtualThreads;
  private final LongUnaryOperator lastNumber;

  private long next;
  private long appended;
  private long settled;
  private int tag = ThreadLocalRandom.current().nextInt();
  private boolean reloading;
  private @Nullable ArrayDeque<Row> underWay;
  private @Nullable List<Runnable> waiting;

  /// @param archive the archive's key
  /// @param last the number of its last durable row, 0 for none
  /// @param lastNumber reads that number again for an archive; blocks
  public ArchiveLane(
      long archive,
      long last,
      Loop loop,
      RowWriter writer,
      Executor virtualThreads,
      LongUnaryOperator lastNumber) {
    this.archive = archive;
    this.loop = loop;
    this.writer = writer;
    this.virtualThreads = virtualThreads;
    this.lastNumber = lastNumber;
    this.next = last + 1;
  }

  /// The archive's key.
  public long archive() {
    return archive;
  }

  Loop loop() {
    return loop;
  }

  /// Whether as many rows as allowed wait for storage.
  public boolean isFull() {
    return underWay != null && underWay.size() >= MAX_UNDER_WAY;
  }

  /// Whether everything that was numbered is durable.
  public boolean isDurable() {
    return underWay == null;
  }

  /// The last number that is durable, 0 for none.
  public long lastDurable() {
    return underWay == null ? last() : underWay.getFirst().number() - 1;
  }

  /// The last number that was given, 0 for none.
  public long last() {
    return next - 1;
  }

  /// Archives a message. While the lane reloads, the id given is one that never becomes durable.
  ///
  /// @param receipt is closed once more when the row is durable
  /// @return the id that clients see
  public String append(Content content, Receipt receipt) {
    receipt.expect();
    Row row = new Row(this, next, tag, content, receipt);
    next++;
    appended++;
    if (underWay == null) {
      underWay = new ArrayDeque<>(8);
    }
    underWay.add(row);
    if (!reloading) {
      writer.add(row);
    }
    return ArchiveId.format(row.number(), row.tag());
  }

  /// Runs the work once everything that is numbered now is durable: at once if it is.
  public void whenDurable(Runnable work) {
    if (underWay == null) {
      work.run();
      return;
    }
    long due = appended;
    waiting()
        .add(
            new Runnable() {
              @Override
              public void run() {
                if (settled >= due) {
                  work.run();
                } else {
                  waiting().add(this);
                }
              }
            });
  }

  private List<Runnable> waiting() {
    if (waiting == null) {
      waiting = new ArrayList<>(2);
    }
    return waiting;
  }

  /// A row is durable; they come in order.
  void durable(Row row) {
    if (underWay == null) {
      return;
    }
    Row first = underWay.getFirst();
    if (first.tag() == row.tag() && first.number() == row.number()) {
      underWay.poll();
      settled++;
    }
    if (underWay.isEmpty()) {
      underWay = null;
    }
    changed();
  }

  /// Another writer has used one of this incarnation's numbers: the lane becomes a new incarnation
  /// after the last row there is, and gives all that is not durable a new number, in order.
  void beaten(int beatenTag) {
    if (reloading || beatenTag != tag) {
      return;
    }
    LOG.warn("Archive {} is written elsewhere too: numbering again", archive);
    reloading = true;
    reload();
  }

  private void reload() {
    virtualThreads.execute(() -> {
      try {
        long last = lastNumber.applyAsLong(archive);
        loop.execute(() -> renumber(last));
      } catch (RuntimeException e) {
        LOG.warn("Archive {} cannot be read, trying again: {}", archive, e.toString());
        loop.after(java.time.Duration.ofMillis(200), this::reload);
      }
    });
  }

  private void renumber(long last) {
    tag = ThreadLocalRandom.current().nextInt();
    next = last + 1;
    reloading = false;
    if (underWay != null) {
      ArrayDeque<Row> again = new ArrayDeque<>(underWay.size());
      for (Row row : underWay) {
        again.add(row.renumbered(next, tag));
        next++;
      }
      underWay = again;
      again.forEach(writer::add);
    }
    changed();
  }

  private void changed() {
    List<Runnable> due = waiting;
    if (due != null) {
      waiting = null;
      due.forEach(Runnable::run);
    }
  }
}

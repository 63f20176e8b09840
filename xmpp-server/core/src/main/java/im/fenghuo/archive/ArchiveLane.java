package im.fenghuo.archive;

import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
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

  private static final Duration RETRY = Duration.ofMillis(200);

  private final long archive;
  private final Loop loop;
  private final RowWriter writer;
  private final Executor virtualThreads;
  private final ArchiveReader archives;

  private long next;
  private long appended;
  private long settled;
  private Retention retention;
  private int lastExpires;
  private int gone;
  private int tag = ThreadLocalRandom.current().nextInt();
  private boolean reloading;
  private @Nullable ArrayDeque<Row> underWay;
  private @Nullable List<Runnable> waiting;

  /// @param archive the archive's key
  /// @param end where it ends
  /// @param retention how long its messages are kept
  /// @param archives what reads its end again
  public ArchiveLane(
      long archive,
      ArchiveEnd end,
      Retention retention,
      Loop loop,
      RowWriter writer,
      Executor virtualThreads,
      ArchiveReader archives) {
    this.archive = archive;
    this.loop = loop;
    this.writer = writer;
    this.virtualThreads = virtualThreads;
    this.archives = archives;
    this.retention = retention;
    goOn(end);
  }

  /// The archive's key.
  public long archive() {
    return archive;
  }

  /// From now on messages are kept as long as this says.
  public void setRetention(Retention changed) {
    retention = changed;
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
    Row row = number(content, expires(content), receipt);
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

  private int expires(Content content) {
    return retention.expires(Retention.day(content.at()), gone);
  }

  private Row number(Content content, int expires, Receipt receipt) {
    Row row = new Row(this, next, tag, content, expires, lastExpires, receipt);
    next++;
    lastExpires = expires;
    return row;
  }

  /// Numbers a message that is not this lane's to write, as its former server has numbered it.
  ///
  /// @param number behind all that the archive has
  Row adopt(long number, int formerTag, Content content, Receipt receipt) {
    next = number + 1;
    int expires = expires(content);
    Row row = new Row(this, number, formerTag, content, expires, lastExpires, receipt);
    lastExpires = expires;
    return row;
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

  /// Another writer has used one of this incarnation's numbers, or a partition is not there: the
  /// lane becomes a new incarnation after the last row there is, and gives all that is not durable
  /// a new number, in order.
  void beaten(int beatenTag) {
    if (reloading || beatenTag != tag) {
      return;
    }
    LOG.info("Archive {} is numbered again", archive);
    reloading = true;
    reload();
  }

  private void reload() {
    Set<Integer> wanted = new HashSet<>();
    if (underWay != null) {
      underWay.forEach(row -> wanted.add(row.expires()));
    }
    virtualThreads.execute(() -> {
      try {
        wanted.forEach(archives::prepare);
        ArchiveEnd end = archives.end(archive);
        loop.execute(() -> renumber(end));
      } catch (RuntimeException e) {
        LOG.warn("Archive {} cannot be read, trying again: {}", archive, e.toString());
        loop.after(RETRY, this::reload);
      }
    });
  }

  private void renumber(ArchiveEnd end) {
    tag = ThreadLocalRandom.current().nextInt();
    goOn(end);
    reloading = false;
    if (underWay != null) {
      ArrayDeque<Row> again = new ArrayDeque<>(underWay.size());
      for (Row row : underWay) {
        int expires = row.expires() > gone ? row.expires() : expires(row.content());
        again.add(number(row.content(), expires, row.receipt()));
      }
      underWay = again;
      again.forEach(writer::add);
    }
    changed();
  }

  /// Reads the end again, if the partition of the last message has gone: what comes next would find
  /// that out, and would have to be numbered again.
  ///
  /// @param day the last one whose partition is gone
  public void refresh(int day) {
    if (lastExpires > day || underWay != null || reloading) {
      return;
    }
    long last = last();
    virtualThreads.execute(() -> {
      try {
        ArchiveEnd end = archives.end(archive);
        loop.execute(() -> refreshed(last, end));
      } catch (RuntimeException e) {
        LOG.debug("The end of archive {} cannot be read", archive, e); // its next message will
      }
    });
  }

  private void refreshed(long last, ArchiveEnd end) {
    if (underWay != null || reloading || last() != last) {
      return;
    }
    if (end.number() != last) {
      tag = ThreadLocalRandom.current().nextInt();
    }
    goOn(end);
  }

  private void goOn(ArchiveEnd end) {
    next = end.number() + 1;
    lastExpires = end.expires();
    gone = end.gone();
  }

  private void changed() {
    List<Runnable> due = waiting;
    if (due != null) {
      waiting = null;
      due.forEach(Runnable::run);
    }
  }
}

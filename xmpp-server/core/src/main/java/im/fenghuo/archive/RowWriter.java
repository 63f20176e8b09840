package im.fenghuo.archive;

import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the rows of its archives in batches, one batch in flight, so that the numbers of an
/// archive become visible in order. What arrives while a batch is under way makes the next one.
///
/// Not bounded here: lanes bound what they have under way, and streams stop reading while the
/// [Backlog] is full.
public final class RowWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);
  private static final Duration RETRY = Duration.ofMillis(200);

  private final int number;
  private final Loop loop;
  private final RowStore store;
  private final Batching batching;
  private final ConcurrentLinkedQueue<Row> arriving = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();

  /// Incarnations that lost a number to another writer: what they have numbered is not written,
  /// their lanes give it again under a new tag.
  private final Map<ArchiveLane, Integer> beaten = new HashMap<>();

  /// @param number which writer of the store this is
  /// @param loop where batches are put together
  public RowWriter(int number, Loop loop, RowStore store, Batching batching) {
    this.number = number;
    this.loop = loop;
    this.store = store;
    this.batching = batching;
  }

  /// Takes a row; from any thread. Rows of one archive keep the order in which its lane gives them.
  public void add(Row row) {
    batching.backlog().added();
    arriving.add(row);
    if (!awake.get() && awake.compareAndSet(false, true)) {
      loop.after(batching.delay(), this::writeBatch);
    }
  }

  private void writeBatch() {
    List<Row> batch = new ArrayList<>();
    int taken = 0;
    while (batch.size() < batching.rows()) {
      Row row = arriving.poll();
      if (row == null) {
        break;
      }
      taken++;
      if (!isBeaten(row)) {
        batch.add(row);
      }
    }
    batching.backlog().taken(taken);
    if (!batch.isEmpty()) {
      write(batch);
      return;
    }
    awake.set(false);
    if (!arriving.isEmpty() && awake.compareAndSet(false, true)) {
      writeBatch();
    }
  }

  private boolean isBeaten(Row row) {
    if (beaten.isEmpty()) {
      return false;
    }
    Integer tag = beaten.get(row.lane());
    if (tag == null) {
      return false;
    }
    if (tag == row.tag()) {
      return true;
    }
    beaten.remove(row.lane());
    return false;
  }

  private void write(List<Row> batch) {
    try {
      store.insert(number, batch, outcome -> loop.execute(() -> written(batch, outcome)));
    } catch (RuntimeException e) {
      loop.execute(() -> written(batch, new RowStore.Outcome.Unknown(e)));
    }
  }

  private void written(List<Row> batch, RowStore.Outcome outcome) {
    switch (outcome) {
      case RowStore.Outcome.Stored() -> {
        report(batch);
        if (batch.size() < batching.rows() && !arriving.isEmpty()) {
          // A batch costs the database far more than a row: what has come meanwhile waits for more.
          loop.after(batching.delay(), this::writeBatch);
        } else {
          writeBatch();
        }
      }
      case RowStore.Outcome.Taken(List<Row> stored, List<Row> taken) -> {
        report(stored);
        Set<Row> settled = new HashSet<>(stored);
        for (Row row : taken) {
          if (beaten.put(row.lane(), row.tag()) == null) {
            ArchiveLane lane = row.lane();
            lane.loop().execute(() -> lane.beaten(row.tag()));
          }
        }
        List<Row> rest = new ArrayList<>(batch);
        rest.removeIf(row -> settled.contains(row) || isBeaten(row));
        if (rest.isEmpty()) {
          writeBatch();
        } else {
          write(rest);
        }
      }
      case RowStore.Outcome.Unknown(Throwable cause) -> {
        LOG.warn("{} archive rows wait for the database: {}", batch.size(), cause.toString());
        loop.after(RETRY, () -> write(batch));
      }
    }
  }

  /// Tells the lanes how far they are durable, one task for each loop, and closes the receipts.
  private static void report(List<Row> stored) {
    Map<Loop, List<Row>> byLoop = new HashMap<>();
    for (Row row : stored) {
      byLoop.computeIfAbsent(row.lane().loop(), _ -> new ArrayList<>()).add(row);
    }
    byLoop.forEach((loop, rows) -> loop.run(() -> rows.forEach(row -> row.lane().durable(row))));
    stored.forEach(row -> row.receipt().done());
  }
}

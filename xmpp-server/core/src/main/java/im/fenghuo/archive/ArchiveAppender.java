package im.fenghuo.archive;

import im.fenghuo.api.StanzaException;
import im.fenghuo.lane.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Puts many messages into an archive whose account nobody uses, a batch after the other.
/// Everything blocks.
public final class ArchiveAppender {

  private static final int ROWS = 500;
  private static final int BYTES = 2 * 1024 * 1024;
  private static final int TRIES = 50;
  private static final long PAUSE_MILLIS = 200;

  private final ArchiveLane lane;
  private final RowStore store;
  private final Receipt receipt = new Receipt();
  private final List<Row> batch = new ArrayList<>(ROWS);
  private final ArchiveReader archives;
  private final Set<Integer> prepared = new HashSet<>();
  private int bytes;

  /// @param lane of the archive; writes nothing itself
  /// @param store nobody else uses its first writer
  /// @param archives makes partitions
  public ArchiveAppender(ArchiveLane lane, RowStore store, ArchiveReader archives) {
    this.lane = lane;
    this.archives = archives;
    this.store = store;
  }

  /// The last number that was given, 0 for none.
  public long last() {
    return lane.last();
  }

  /// Adds a message after the last one.
  ///
  /// @param number its number, greater than [#last]
  /// @param tag of whoever has given it
  /// @throws IOException when the archive cannot be written
  public void add(long number, int tag, Content content) throws IOException {
    receipt.expect();
    Row row = lane.adopt(number, tag, content, receipt);
    if (prepared.add(row.expires())) {
      archives.prepare(row.expires());
    }
    batch.add(row);
    bytes += content.stanza().length;
    if (batch.size() >= ROWS || bytes >= BYTES) {
      flush();
    }
  }

  /// Makes durable what was added.
  ///
  /// @throws IOException when the archive cannot be written
  public void flush() throws IOException {
    for (int tries = 0; !batch.isEmpty(); tries++) {
      switch (insert()) {
        case RowStore.Outcome.Stored() -> batch.clear();
        case RowStore.Outcome.Taken(List<Row> stored, List<Row> taken) -> {
          if (!taken.isEmpty()) {
            throw new IOException("the archive has changed meanwhile: import the file again");
          }
          batch.removeAll(stored);
        }
        case RowStore.Outcome.Unknown(Throwable cause) -> {
          if (tries == TRIES) {
            throw new IOException("the archive cannot be written: " + cause.getMessage(), cause);
          }
          pause();
        }
      }
    }
    bytes = 0;
  }

  private RowStore.Outcome insert() throws IOException {
    Answer<RowStore.Outcome> answer = new Answer<>();
    store.insert(0, List.copyOf(batch), answer::say);
    try {
      return answer.await();
    } catch (StanzaException e) {
      throw new IOException("the import is broken off", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the import is broken off", e);
    }
  }
}

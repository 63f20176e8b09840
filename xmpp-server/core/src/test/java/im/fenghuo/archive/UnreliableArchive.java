package im.fenghuo.archive;

import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Archives in memory that answer from another thread, as a database does, and fail when told to.
/// Several nodes may share them.
public final class UnreliableArchive implements RowStore, ArchiveReader {

  private final InMemoryArchive archive = new InMemoryArchive();
  private final List<Integer> batches = new ArrayList<>();
  private final Executor executor;
  private final AtomicInteger answersToLose = new AtomicInteger();
  private volatile boolean failing;

  /// @param executor runs what a database would do
  public UnreliableArchive(Executor executor) {
    this.executor = executor;
  }

  /// Whether nothing is written or read from now on.
  public void fail(boolean now) {
    failing = now;
  }

  /// The next so many writes happen, and nobody hears of it.
  public void loseAnswers(int count) {
    answersToLose.set(count);
  }

  /// How many rows each transaction was asked to bring.
  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  /// All of an archive, in order.
  public List<Entry> entries(long number) {
    return archive.after(number, 0, Integer.MAX_VALUE);
  }

  /// Forgets an archive.
  public void remove(long number) {
    archive.remove(number);
  }

  @Override
  public void insert(int writer, List<Row> rows, Consumer<Outcome> answer) {
    executor.execute(() -> {
      if (failing) {
        answer.accept(new Outcome.Unknown(new IllegalStateException("told to fail")));
        return;
      }
      synchronized (this) {
        batches.add(rows.size());
      }
      boolean lost = answersToLose.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
      archive.insert(
          writer,
          rows,
          outcome ->
              answer.accept(
                  lost
                      ? new Outcome.Unknown(new IllegalStateException("the answer is lost"))
                      : outcome));
    });
  }

  private void read() {
    if (failing) {
      throw new DbException(DbException.Kind.UNAVAILABLE, "told to fail", null);
    }
  }

  @Override
  public List<Entry> after(long number, long after, int max) {
    read();
    return archive.after(number, after, max);
  }

  @Override
  public ArchiveEnd end(long number) {
    read();
    return archive.end(number);
  }

  @Override
  public void prepare(int expires) {
    read();
    archive.prepare(expires);
  }

  /// Lets a day's partition go.
  public void drop(int expires) {
    archive.drop(expires);
  }

  @Override
  public Page find(Owner owner, Query query) throws StanzaException {
    read();
    return archive.find(owner, query);
  }

  @Override
  public Page search(Owner owner, Query query, String text) throws StanzaException {
    read();
    return archive.search(owner, query, text);
  }

  @Override
  public void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {
    read();
    archive.purge(owner, with, before);
  }

  @Override
  public List<Entry> ends(Owner owner, long last) {
    read();
    return archive.ends(owner, last);
  }
}

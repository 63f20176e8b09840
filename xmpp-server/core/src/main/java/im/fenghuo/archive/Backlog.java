package im.fenghuo.archive;

import java.util.concurrent.atomic.AtomicInteger;

/// How many rows of this node wait to be written. Safe for all threads.
public final class Backlog {

  private final AtomicInteger rows = new AtomicInteger();
  private final int limit;

  /// @param limit how many may wait before senders are held back
  public Backlog(int limit) {
    this.limit = limit;
  }

  void added() {
    rows.incrementAndGet();
  }

  void taken(int count) {
    rows.addAndGet(-count);
  }

  /// Whether storage is so far behind that senders have to wait for it.
  public boolean isFull() {
    return rows.get() >= limit;
  }
}

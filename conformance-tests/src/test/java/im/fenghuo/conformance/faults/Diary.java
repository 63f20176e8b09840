package im.fenghuo.conformance.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last things that a device has done and that have happened to it, for whoever has to find out
/// why it saw what it should not. Safe for all threads.
final class Diary {

  private static final int MOST = 60;

  private static final long START = System.nanoTime();

  private final Deque<String> entries = new ArrayDeque<>();

  synchronized void add(String what) {
    if (entries.size() == MOST) {
      entries.remove();
    }
    entries.add("  %.3f %s".formatted((System.nanoTime() - START) / 1e9, what));
  }

  @Override
  public synchronized String toString() {
    return String.join("\n", entries);
  }
}

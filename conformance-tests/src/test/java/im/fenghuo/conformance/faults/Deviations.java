package im.fenghuo.conformance.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What was not as it should be. Safe for all threads.
final class Deviations {

  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  void add(String what) {
    found.add(what);
  }

  List<String> found() {
    return List.copyOf(found);
  }
}

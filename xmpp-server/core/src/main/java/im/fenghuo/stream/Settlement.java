package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What a stream does once what its client has sent is handled and durable. Belongs to the stream's
/// loop.
final class Settlement {

  private final SessionPort session;
  private final Loop loop;
  private final List<Due> due = new ArrayList<>(2);

  Settlement(SessionPort session, Loop loop) {
    this.session = session;
    this.loop = loop;
  }

  /// @param count that many stanzas of the session
  private record Due(long count, Runnable work) {}

  /// Does the work once that many stanzas of the session are settled; work that waits for the same
  /// number is done in order.
  void whenSettled(long count, Runnable work) {
    due.add(new Due(count, work));
    await();
  }

  /// Does nothing of it: somebody else waits from now on, and a session knows of one who does.
  void abandon() {
    due.clear();
  }

  private void await() {
    long next = Long.MAX_VALUE;
    for (Due each : due) {
      next = Math.min(next, each.count());
    }
    session.whenSettled(next, () -> loop.run(this::settled));
  }

  private void settled() {
    long count = session.settled();
    List<Runnable> ready = new ArrayList<>(due.size());
    for (Iterator<Due> each = due.iterator(); each.hasNext(); ) {
      Due next = each.next();
      if (next.count() <= count) {
        ready.add(next.work());
        each.remove();
      }
    }
    ready.forEach(Runnable::run);
    if (!ready.isEmpty() && !due.isEmpty()) {
      await();
    }
  }
}

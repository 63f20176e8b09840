package im.fenghuo.lane;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts virtual threads, but not more than a number of them at a time: beyond it, work waits for
/// its turn. Each piece of work is bounded by whoever hands it in (a lane has one running, a stream
/// a full window).
public final class VirtualThreads implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(VirtualThreads.class);

  private final Thread.Builder.OfVirtual builder = Thread.ofVirtual().name("step-", 0);
  private final int limit;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /// @param limit how many may run at a time
  public VirtualThreads(int limit) {
    this.limit = limit;
  }

  /// Never blocks.
  @Override
  public void execute(Runnable work) {
    synchronized (waiting) {
      if (running >= limit) {
        waiting.add(work);
        return;
      }
      running++;
    }
    builder.start(() -> runAndGoOn(work));
  }

  private void runAndGoOn(Runnable first) {
    @Nullable Runnable work = first;
    while (work != null) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        LOG.error("Work on a virtual thread failed", e);
      }
      synchronized (waiting) {
        work = waiting.poll();
        if (work == null) {
          running--;
        }
      }
    }
  }
}

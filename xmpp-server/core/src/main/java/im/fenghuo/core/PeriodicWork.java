package im.fenghuo.core;

import im.fenghuo.api.DbException;
import im.fenghuo.registry.Registry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does again and again what extensions want done while the server runs, each on a virtual thread
/// of its own.
public final class PeriodicWork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

  private final List<Thread> threads;

  private PeriodicWork(List<Thread> threads) {
    this.threads = threads;
  }

  /// Begins: for each piece of work the first time comes now.
  public static PeriodicWork start(List<Registry.Periodic> work) {
    return new PeriodicWork(
        work.stream()
            .map(each -> Thread.ofVirtual().name("periodic-", 0).start(() -> repeat(each)))
            .toList());
  }

  private static void repeat(Registry.Periodic periodic) {
    try {
      while (true) {
        doOnce(periodic.work());
        Thread.sleep(periodic.period());
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /// What fails is tried again next time.
  private static void doOnce(Runnable work) throws InterruptedException {
    try {
      work.run();
    } catch (DbException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("Periodic work is put off: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Periodic work failed", e);
    }
  }

  /// Blocks until none is running any more.
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}

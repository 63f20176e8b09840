package im.fenghuo.lane;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the work of one owner (a session, an account, a stream) strictly in order.
///
/// A step is *quick* (inline on the loop, never waits), *blocking* (plain blocking code on a
/// virtual thread), or *held* (begins on the loop and ends when somebody says so, such as another
/// lane); the next step begins only after the one before has ended. All fields belong to the loop,
/// so there is no lock. An idle lane holds nothing but these fields.
public final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final Loop loop;
  private final Executor virtualThreads;
  private @Nullable ArrayDeque<Step> waiting;
  private boolean busy;
  private boolean closed;

  private sealed interface Step {
    record Quick(Runnable work) implements Step {}

    record Blocking(Runnable work) implements Step {}

    record Held(Consumer<Runnable> work) implements Step {}
  }

  /// @param virtualThreads starts a bounded virtual thread for each blocking step
  public Lane(Loop loop, Executor virtualThreads) {
    this.loop = loop;
    this.virtualThreads = virtualThreads;
  }

  /// Adds a step that never waits. On the loop only. Runs it at once when nothing is before it.
  public void quick(Runnable work) {
    if (closed) {
      return;
    }
    if (busy) {
      queue(new Step.Quick(work));
      return;
    }
    busy = true;
    runQuick(work);
    busy = false;
    next();
  }

  /// Adds a step that may wait. On the loop only.
  public void blocking(Runnable work) {
    if (closed) {
      return;
    }
    if (busy) {
      queue(new Step.Blocking(work));
      return;
    }
    start(work);
  }

  /// Adds a step that may wait and comes before all that waits: the second half of the quick step
  /// that calls this. On the loop only.
  public void thenBlocking(Runnable work) {
    then(new Step.Blocking(work));
  }

  /// Adds a step that comes before all that waits and lasts until the runnable that it is given is
  /// run, from any thread: the second half of the quick step that calls this, when it is done in
  /// the turn of another lane. On the loop only.
  public void thenHeld(Consumer<Runnable> work) {
    then(new Step.Held(work));
  }

  private void then(Step step) {
    if (closed) {
      return;
    }
    if (!busy) {
      throw new IllegalStateException("no step is running");
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    waiting.addFirst(step);
  }

  /// How many steps are not done, the running one among them. On the loop only.
  public int size() {
    return (busy ? 1 : 0) + (waiting == null ? 0 : waiting.size());
  }

  /// Forgets what waits; a running step ends, nothing runs after it. On the loop only.
  public void close() {
    closed = true;
    waiting = null;
  }

  private void queue(Step step) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    waiting.add(step);
  }

  private void next() {
    while (!busy && waiting != null) {
      Step step = waiting.poll();
      if (step == null) {
        waiting = null;
        return;
      }
      switch (step) {
        case Step.Blocking(Runnable work) -> start(work);
        case Step.Held(Consumer<Runnable> work) -> hold(work);
        case Step.Quick(Runnable work) -> {
          busy = true;
          runQuick(work);
          busy = false;
        }
      }
    }
  }

  private void hold(Consumer<Runnable> work) {
    busy = true;
    AtomicBoolean released = new AtomicBoolean();
    Runnable release =
        () -> {
          if (released.compareAndSet(false, true)) {
            loop.execute(this::ended);
          }
        };
    try {
      work.accept(release);
    } catch (RuntimeException | Error e) {
      LOG.error("A held step failed", e);
      release.run();
    }
  }

  private void ended() {
    busy = false;
    next();
  }

  private static void runQuick(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A quick step failed", e);
    }
  }

  private void start(Runnable work) {
    busy = true;
    virtualThreads.execute(() -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        LOG.error("A blocking step failed", e);
      } finally {
        loop.execute(this::ended);
      }
    });
  }
}

package im.fenghuo.lane;

import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An event loop: one thread that runs short pieces of work in order and never waits.
///
/// Everything that belongs to a loop (sockets, accounts, sessions) is read and changed on it alone,
/// so nothing there needs a lock.
public final class Loop {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final ContextInternal context;
  private final EventLoop thread;
  private final int number;

  /// After so many, others have their turn.
  private static final int AT_ONCE = 256;

  private final ArrayDeque<Runnable> endOfTurn = new ArrayDeque<>();

  /// @param context the Vert.x context whose thread this is
  /// @param number its place among the loops
  public Loop(ContextInternal context, int number) {
    this.context = context;
    this.thread = context.nettyEventLoop();
    this.number = number;
  }

  /// The Vert.x context: for the adapters of network and storage.
  public ContextInternal context() {
    return context;
  }

  /// Its place among the loops, from 0.
  public int number() {
    return number;
  }

  /// Whether the calling thread is this loop.
  public boolean isCurrent() {
    return thread.inEventLoop();
  }

  /// Runs the work on the loop, after all that was given to it before by this thread. From any
  /// thread.
  public void execute(Runnable work) {
    thread.execute(() -> guard(work));
  }

  /// Runs the work now when called on the loop, and as [#execute] does otherwise.
  public void run(Runnable work) {
    if (isCurrent()) {
      work.run();
      return;
    }
    execute(work);
  }

  /// Runs the work once the loop has done what it has in hand: writes are collected this way and
  /// flushed once. Where there is very much of it, what comes meanwhile has its turn in between,
  /// and is flushed with the rest. On the loop only.
  public void atEndOfTurn(Runnable work) {
    endOfTurn.add(work);
    if (endOfTurn.size() == 1) {
      thread.execute(this::finishTurn);
    }
  }

  private void finishTurn() {
    for (int i = 0; i < AT_ONCE && !endOfTurn.isEmpty(); i++) {
      guard(endOfTurn.element());
      endOfTurn.remove();
    }
    if (!endOfTurn.isEmpty()) {
      thread.execute(this::finishTurn);
    }
  }

  /// Runs the work on the loop after a while. From any thread.
  public void after(Duration delay, Runnable work) {
    var _ = thread.schedule(() -> guard(work), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Runs the work on the loop again and again, until the loop ends. From any thread.
  public void every(Duration period, Runnable work) {
    long nanos = period.toNanos();
    var _ = thread.scheduleAtFixedRate(() -> guard(work), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /// One piece of work that fails must not take the others with it.
  private static void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      LOG.error("A step on the event loop failed", e);
    }
  }
}

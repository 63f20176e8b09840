package im.fenghuo.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Says when everything that one stanza has written is durable. Whoever takes on a part of the work
/// calls [#expect] before the one before it calls [#done]. Safe for all threads.
public final class Receipt {

  private static final VarHandle OPEN;

  static {
    try {
      OPEN = MethodHandles.lookup().findVarHandle(Receipt.class, "open", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // by its handle
  private volatile int open = 1;

  private @Nullable Runnable listener;

  /// One more part of the work is under way.
  public void expect() {
    OPEN.getAndAdd(this, 1);
  }

  /// One part of the work is done and durable. The maker of the receipt calls it once, too.
  public void done() {
    if ((int) OPEN.getAndAdd(this, -1) != 1) {
      return;
    }
    Runnable waiting;
    synchronized (this) {
      waiting = listener;
      listener = null;
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  /// Whether everything is durable.
  public boolean isDone() {
    return (int) OPEN.getVolatile(this) == 0;
  }

  /// Has the listener run once when everything is durable: at once if it is, else on the thread
  /// that finds out. One listener at a time.
  public void whenDone(Runnable waiting) {
    synchronized (this) {
      if (!isDone()) {
        listener = waiting;
        return;
      }
    }
    waiting.run();
  }
}

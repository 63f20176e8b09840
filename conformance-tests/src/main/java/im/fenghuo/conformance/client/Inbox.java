package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// What a client has received and nobody has looked at yet, in order.
public final class Inbox {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<XmlElement> waiting = new ArrayList<>();
  private boolean ended;

  void add(XmlElement element) {
    change(() -> waiting.add(element));
  }

  void end() {
    change(() -> ended = true);
  }

  /// Takes the oldest. Blocks until there is one, the stream has ended or the time is over.
  public Optional<XmlElement> next(Duration limit) {
    return first(element -> true, limit);
  }

  /// Takes the oldest that is wanted and leaves the others. Blocks as [#next(Duration)] does.
  public Optional<XmlElement> first(Predicate<XmlElement> wanted, Duration limit) {
    lock.lock();
    try {
      await(() -> ended || waiting.stream().anyMatch(wanted), limit);
      for (Iterator<XmlElement> each = waiting.iterator(); each.hasNext(); ) {
        XmlElement element = each.next();
        if (wanted.test(element)) {
          each.remove();
          return Optional.of(element);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the server ends the stream in time. Blocks.
  public boolean awaitEnd(Duration limit) {
    lock.lock();
    try {
      return await(() -> ended, limit);
    } finally {
      lock.unlock();
    }
  }

  /// True once the stream has ended.
  public boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /// Everything that was received and not taken.
  public List<XmlElement> waiting() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  /// Forgets everything that was received so far.
  public void clear() {
    change(waiting::clear);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, Duration limit) {
    long left = limit.toNanos();
    try {
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }
}

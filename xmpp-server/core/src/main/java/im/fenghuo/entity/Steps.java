package im.fenghuo.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane.Work;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The steps of one entity, one after the other: each begins on the loop, and goes on there or on a
/// virtual thread. Belongs to the loop, but for what says otherwise.
final class Steps {

  /// After that others of the loop have their turn.
  private static final long TURN_NANOS = Duration.ofMillis(2).toNanos();

  /// With so many copies on their way to sessions no further step begins: others' messages would
  /// have to wait behind them.
  private static final int MAX_AHEAD = 5000;

  /// What a stanza counts for, beside its copies.
  private static final int EACH = 100;

  private final Loop loop;
  private final Executor virtualThreads;
  private final Failures failures;
  private final Inbox waiting = new Inbox();
  private final AtomicInteger ahead = new AtomicInteger();
  private @Nullable Step current;
  private boolean isOpen;
  private boolean isLater;
  private boolean hasWorked;
  private @Nullable Runnable end;

  /// What becomes of a step that fails; called where the step ran.
  interface Failures {
    /// A part has thrown it; what the step would have gone on with is not done.
    void failed(Step step, Throwable error);
  }

  /// Steps that wait until [#open] is called.
  Steps(Loop loop, Executor virtualThreads, Failures failures) {
    this.loop = loop;
    this.virtualThreads = virtualThreads;
    this.failures = failures;
  }

  /// Whether there is a place for a sender's next step.
  boolean takes(Jid sender) {
    return waiting.takes(sender);
  }

  /// Adds a step.
  void add(Jid sender, Step step) {
    waiting.add(sender, step);
    run();
  }

  /// From now on steps run.
  void open() {
    isOpen = true;
    run();
  }

  /// Once the running step is done, no other runs, but this.
  void end(Runnable last) {
    if (end == null) {
      end = last;
      run();
    }
  }

  /// Takes those that wait, the first one first: they do not run any more.
  List<Step> close() {
    isOpen = false;
    List<Step> left = new ArrayList<>();
    for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
      left.add(step);
    }
    return left;
  }

  private void run() {
    if (!isOpen || current != null || isLater) {
      return;
    }
    long begun = System.nanoTime();
    while (end == null && ahead.get() < MAX_AHEAD) {
      Step step = waiting.poll();
      if (step == null || !advance(step)) {
        return;
      }
      if (waiting.size() > 0 && System.nanoTime() - begun > TURN_NANOS) {
        isLater = true;
        loop.execute(() -> {
          isLater = false;
          run();
        });
        return;
      }
    }
    if (end != null) {
      isOpen = false;
      end.run();
    }
  }

  /// Goes on with a step.
  ///
  /// @return whether it is done
  private boolean advance(Step step) {
    hasWorked = true;
    current = step;
    for (Step.Part part = step.next(); part != null; part = step.next()) {
      Work work = part.work();
      if (part.isBlocking()) {
        virtualThreads.execute(() -> {
          perform(step, work);
          loop.execute(() -> {
            if (advance(step)) {
              run();
            }
          });
        });
        return false;
      }
      perform(step, work);
    }
    current = null;
    step.receipt().done();
    return true;
  }

  /// Does the first part of a step now, when none is running, and nothing else of it.
  void only(Step step) {
    Step.Part part = step.next();
    if (part != null) {
      current = step;
      perform(step, part.work());
      current = null;
    }
  }

  private void perform(Step step, Work work) {
    try {
      work.run();
    } catch (StanzaException | RuntimeException | Error e) {
      step.end();
      failures.failed(step, e);
    }
  }

  /// The step that is running: for what it calls, on whichever thread.
  ///
  /// @throws IllegalStateException when none is
  Step running() {
    Step step = current;
    if (step == null) {
      throw new IllegalStateException("no step is running");
    }
    return step;
  }

  /// The running step has copies sent to sessions of this node.
  ///
  /// @return to be done when they are there; the receipt of the step waits for that
  Receipt ahead(int copies) {
    Receipt receipt = running().receipt();
    receipt.expect();
    int load = EACH + copies;
    ahead.addAndGet(load);
    Receipt handed = new Receipt();
    handed.whenDone(() -> {
      receipt.done();
      if (ahead.getAndAdd(-load) >= MAX_AHEAD) {
        loop.run(this::run);
      }
    });
    return handed;
  }

  /// Whether none runs or waits.
  boolean isQuiet() {
    return current == null && waiting.size() == 0;
  }

  /// Whether any has run since this was asked last.
  boolean haveWorked() {
    boolean worked = hasWorked;
    hasWorked = false;
    return worked;
  }
}

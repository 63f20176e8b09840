package im.fenghuo.bench;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What the clients of one run count, from any thread.
final class Meter {

  private static final int DIGITS = 3;
  private static final long LONGEST = 3_600_000_000_000L;

  private final LongAdder units = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Recorder latency = new Recorder(LONGEST, DIGITS);
  private final AtomicReference<String> firstError = new AtomicReference<>("");

  /// One unit of work was completed, so many nanoseconds after it was due.
  void unit(long nanoseconds) {
    units.increment();
    latency.recordValue(Math.clamp(nanoseconds, 1, LONGEST));
  }

  void sent() {
    sent.increment();
  }

  /// Something went wrong; the first is kept for the report.
  void error(String what) {
    errors.increment();
    firstError.compareAndSet("", what);
  }

  long units() {
    return units.sum();
  }

  long sentCount() {
    return sent.sum();
  }

  long errors() {
    return errors.sum();
  }

  Optional<String> firstError() {
    return Optional.of(firstError.get()).filter(text -> !text.isEmpty());
  }

  /// The latencies recorded since the last call.
  Histogram latencies() {
    return latency.getIntervalHistogram();
  }
}

package im.fenghuo.bench;

import java.util.concurrent.atomic.LongAdder;

/// What all users of one chat run have in common.
final class Conversation {

  private final Meter meter;
  private final long run;
  private final int bodySize;
  private final LongAdder stray = new LongAdder();
  private volatile long limit = Long.MAX_VALUE;
  private volatile boolean closedLoop;

  /// @param run tells this run's messages from those of earlier ones that arrive late
  Conversation(Meter meter, long run, int bodySize) {
    this.meter = meter;
    this.run = run;
    this.bodySize = bodySize;
  }

  Meter meter() {
    return meter;
  }

  long run() {
    return run;
  }

  int bodySize() {
    return bodySize;
  }

  /// Whether each arrival makes its sender send the next message.
  boolean isClosedLoop() {
    return closedLoop;
  }

  void closedLoop(boolean now) {
    closedLoop = now;
  }

  /// How many messages each user sends at most.
  long limit() {
    return limit;
  }

  void limit(long messages) {
    limit = messages;
  }

  /// A message of an earlier run arrived.
  void stray() {
    stray.increment();
  }

  long strays() {
    return stray.sum();
  }
}

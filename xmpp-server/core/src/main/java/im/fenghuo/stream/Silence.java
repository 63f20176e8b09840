package im.fenghuo.stream;

import java.time.Duration;

/// How long nothing has come from a client, in sweeps rather than by a clock of its own.
final class Silence {

  private long since;
  private boolean heard;
  private boolean asked;

  /// @param now as `System.nanoTime()`
  Silence(long now) {
    this.since = now;
  }

  /// What is to be done about it.
  enum Verdict {
    /// Nothing.
    WAIT,
    /// The client is to be asked whether it is there.
    ASK,
    /// It is not.
    GONE
  }

  /// Something has come.
  void end() {
    heard = true;
  }

  /// Called about once a second.
  ///
  /// @param isExcused whether nothing could come
  /// @param patience how long the silence may last; zero for ever
  /// @param answer how much longer after it was asked
  Verdict check(long now, boolean isExcused, Duration patience, Duration answer) {
    if (heard || isExcused) {
      heard = false;
      asked = false;
      since = now;
      return Verdict.WAIT;
    }
    long silence = now - since;
    if (patience.isZero() || silence <= patience.toNanos()) {
      return Verdict.WAIT;
    }
    if (!asked) {
      asked = true;
      return Verdict.ASK;
    }
    return silence > patience.plus(answer).toNanos() ? Verdict.GONE : Verdict.WAIT;
  }
}

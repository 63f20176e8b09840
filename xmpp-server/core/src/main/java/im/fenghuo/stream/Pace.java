package im.fenghuo.stream;

import java.time.Duration;

/// How fast a client may send in the long run, with a burst of ten seconds' worth: who sends faster
/// is read more slowly, and nobody else notices.
final class Pace {

  private static final long BURST_NANOS = 10_000_000_000L;

  private final long nanosPerKibibyte;
  private final long nanosPerStanza;
  private long due = Long.MIN_VALUE;

  /// @param bytesPerSecond 0 for no limit
  /// @param stanzasPerSecond 0 for no limit
  Pace(long bytesPerSecond, long stanzasPerSecond) {
    this.nanosPerKibibyte = bytesPerSecond == 0 ? 0 : 1_000_000_000L * 1024 / bytesPerSecond;
    this.nanosPerStanza = stanzasPerSecond == 0 ? 0 : 1_000_000_000L / stanzasPerSecond;
  }

  private long bytes;
  private int stanzas;

  void bytes(int count) {
    bytes += count;
  }

  void stanza() {
    stanzas++;
  }

  /// How long to read nothing; zero to go on.
  Duration pause(long now) {
    long cost = Math.max(bytes * nanosPerKibibyte / 1024, stanzas * nanosPerStanza);
    bytes = 0;
    stanzas = 0;
    if (cost == 0) {
      return Duration.ZERO;
    }
    if (due == Long.MIN_VALUE || due < now) {
      due = now;
    }
    due += cost;
    long ahead = due - now - BURST_NANOS;
    return ahead > 0 ? Duration.ofNanos(ahead) : Duration.ZERO;
  }
}

package im.fenghuo.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/// How fast all transfers of a service may be together, so that encrypting them leaves the
/// processor time for stanzas. Safe for all threads.
final class Bandwidth {

  /// What was not used within that time may be used at once.
  private static final long BURST = Duration.ofMillis(20).toNanos();

  private final long bytesPerSecond;

  /// Until when the bandwidth is given away, as `System.nanoTime()`.
  private long until = System.nanoTime();

  /// @param bytesPerSecond 0 for no limit
  Bandwidth(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Blocks until so many bytes may be moved; who comes first is first.
  void take(int bytes) throws InterruptedIOException {
    if (bytesPerSecond == 0) {
      return;
    }
    long wait = reserve(bytes);
    if (wait <= 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofNanos(wait));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private synchronized long reserve(int bytes) {
    long now = System.nanoTime();
    if (now - BURST - until > 0) {
      until = now - BURST;
    }
    long wait = until - now;
    until += bytes * 1_000_000_000L / bytesPerSecond;
    return wait;
  }
}

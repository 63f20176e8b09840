package im.fenghuo.bench;

import java.util.concurrent.TimeUnit;

/// One occupant that sends as fast as the server reads, but not faster than it was told to.
final class Flood {

  private final Occupant occupant;
  private final double perNanosecond;
  private long last;
  private double owed;
  private volatile boolean stopped;

  Flood(Occupant occupant, double perSecond) {
    this.occupant = occupant;
    this.perNanosecond = perSecond / 1e9;
    occupant.flood();
  }

  void start() {
    occupant.stream()
        .eventLoop()
        .execute(() -> {
          last = System.nanoTime();
          send();
        });
  }

  void stop() {
    stopped = true;
  }

  /// Whether the server has ended it.
  boolean isCut() {
    return occupant.stream().isClosed();
  }

  /// What the socket does not take now is not made up for later.
  private void send() {
    if (stopped || occupant.stream().isClosed()) {
      return;
    }
    long now = System.nanoTime();
    owed += (now - last) * perNanosecond;
    last = now;
    while (owed >= 1 && occupant.stream().isWritable()) {
      occupant.send(now);
      owed--;
    }
    owed = Math.min(owed, 1);
    var _ = occupant.stream().eventLoop().schedule(this::send, 1, TimeUnit.MILLISECONDS);
  }
}

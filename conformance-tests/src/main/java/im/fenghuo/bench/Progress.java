package im.fenghuo.bench;

import java.util.Locale;

/// One line a second on standard error, for whoever watches.
final class Progress {

  private static final long SECOND = 1_000_000_000L;

  private final Meter meter;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private long last = start;
  private long lastUnits;

  Progress(Meter meter, boolean quiet) {
    this.meter = meter;
    this.quiet = quiet;
  }

  /// Prints when a second has passed since the last line.
  void tick(String phase) {
    long now = System.nanoTime();
    if (quiet || now - last < SECOND) {
      return;
    }
    long units = meter.units();
    System.err.printf(
        Locale.ROOT,
        "%4d s  %-20s %,9.0f/s %,12d done %s%n",
        (now - start) / SECOND,
        phase,
        (units - lastUnits) * 1e9 / (now - last),
        units,
        meter.errors() == 0 ? "" : meter.errors() + " errors");
    last = now;
    lastUnits = units;
  }
}

package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;

/// The message archive.
public record ArchiveSettings(
    @Setting(
            fallback = "2",
            doc = "Connections to the database that only write messages, a batch at a time each.")
        int writers,
    @Setting(fallback = "200", doc = "Messages in one batch at most.") int batch,
    @Setting(
            fallback = "10ms",
            doc = "How long a message may wait for others to be written together with it.")
        Duration delay,
    @Setting(
            fallback = "20000",
            doc =
                "Messages that may wait to be written, until each client has to wait for its own"
                    + " before it may send more.")
        int waiting) {

  /// Bounded everywhere.
  public ArchiveSettings {
    Settings.range("writers", writers, 1, 16);
    Settings.range("batch", batch, 1, 10_000);
    Settings.range("delay", delay, Duration.ZERO, Duration.ofSeconds(1));
    Settings.range("waiting", waiting, batch, 10_000_000);
  }
}

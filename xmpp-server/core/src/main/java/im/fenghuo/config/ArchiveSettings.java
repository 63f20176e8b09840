package im.fenghuo.config;

import im.fenghuo.api.config.InvalidSettingException;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import im.fenghuo.archive.Retention;
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
        int waiting,
    @Setting(
            fallback = "forever",
            doc =
                "How long messages are kept, delivered or not: \"forever\", or days as in \"90d\". They"
                    + " go a day at a time where that is up to 16 days, else 4 at a time up to 64, 16"
                    + " up to 256, 64 beyond; never before their time. Domains ([[domain]]) and"
                    + " accounts (./fenghuo user retention) may have their own. A change is for messages"
                    + " that come after it.")
        String retention) {

  /// Bounded everywhere.
  public ArchiveSettings {
    Settings.range("writers", writers, 1, 16);
    Settings.range("batch", batch, 1, 10_000);
    Settings.range("delay", delay, Duration.ZERO, Duration.ofSeconds(1));
    Settings.range("waiting", waiting, batch, 10_000_000);
    retention("retention", retention);
  }

  /// How long messages are kept where nothing else is said.
  public Retention retained() {
    return Retention.parse(retention);
  }

  static Retention retention(String key, String text) {
    try {
      return Retention.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(key, text, String.valueOf(e.getMessage()));
    }
  }
}

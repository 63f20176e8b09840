package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// The message archive.
public record ArchiveSettings(
    @Setting(
            fallback = "2",
            doc = "Connections to the database that only write messages, a batch at a time each.")
        int writers) {

  /// At least one, and not more than a database stands.
  public ArchiveSettings {
    Settings.range("writers", writers, 1, 16);
  }
}

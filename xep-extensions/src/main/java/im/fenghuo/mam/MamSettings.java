package im.fenghuo.mam;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// How much of an archive is sent at a time.
public record MamSettings(
    @Setting(fallback = "50", doc = "Messages in a page when the client does not say.")
        int pageSize,
    @Setting(fallback = "500", doc = "Messages in a page at the most, whatever the client says.")
        int maxPageSize) {

  public MamSettings {
    Settings.range("max-page-size", maxPageSize, 1, 10_000);
    Settings.range("page-size", pageSize, 1, maxPageSize);
  }
}

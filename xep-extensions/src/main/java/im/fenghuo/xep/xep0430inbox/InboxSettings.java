package im.fenghuo.xep.xep0430inbox;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// How many conversations are sent at a time.
public record InboxSettings(
    @Setting(fallback = "50", doc = "Conversations in a page when the client does not say.")
        int pageSize,
    @Setting(
            fallback = "500",
            doc = "Conversations in a page at the most, whatever the client says.")
        int maxPageSize) {

  public InboxSettings {
    Settings.range("max-page-size", maxPageSize, 1, 10_000);
    Settings.range("page-size", pageSize, 1, maxPageSize);
  }
}

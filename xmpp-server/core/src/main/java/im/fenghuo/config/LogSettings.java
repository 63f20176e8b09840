package im.fenghuo.config;

import im.fenghuo.api.config.Setting;

/// What the server says about itself.
public record LogSettings(
    @Setting(fallback = "info", doc = "\"error\", \"warn\", \"info\", \"debug\" or \"trace\".")
        Level level) {

  /// From little to much.
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}

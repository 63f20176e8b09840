package im.fenghuo.api.config;

import java.time.Duration;

/// Checks for the compact constructors of settings. All throw [InvalidSettingException].
public final class Settings {

  private Settings() {}

  /// The value must be within the bounds, which belong to it.
  public static void range(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSettingException(key, value, "must be in " + least + ".." + most);
    }
  }

  /// The duration must be within the bounds, which belong to it.
  public static void range(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSettingException(
          key,
          Durations.text(value),
          "must be in %s..%s".formatted(Durations.text(least), Durations.text(most)));
    }
  }

  /// The size must be within the bounds, which belong to it.
  public static void range(String key, ByteSize value, ByteSize least, ByteSize most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSettingException(key, value, "must be in %s..%s".formatted(least, most));
    }
  }

  /// Anything else that must hold; `expected` completes the sentence "key …".
  public static void check(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new InvalidSettingException(key, value, expected);
    }
  }
}

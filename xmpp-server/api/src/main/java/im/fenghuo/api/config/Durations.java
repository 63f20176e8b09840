package im.fenghuo.api.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `30s`, `5m`, `12h`, `7d`.
public final class Durations {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  private Durations() {}

  /// Anything else is an `IllegalArgumentException` that says what was expected.
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a duration such as 500ms, 30s, 5m, 12h or 7d");
    }
    return unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /// In the largest unit that leaves no fraction.
  public static String text(Duration duration) {
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long length = unit(unit).toMillis();
      if (duration.toMillis() % length == 0 && !duration.isZero()) {
        return duration.toMillis() / length + unit;
      }
    }
    return duration.isZero() ? "0s" : duration.toMillis() + "ms";
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}

package im.fenghuo.archive;

import im.fenghuo.api.config.Durations;
import java.time.Duration;
import java.time.Instant;

/// How long the messages of an archive are kept.
///
/// Rows lie in partitions by the last day on which they are kept, and whole partitions go. That day
/// is rounded up, the coarser the longer the retention, so that there are few of them: a message is
/// kept for its retention at least, and for a step and a day more at the most.
///
/// @param days from 1, or that of [#FOREVER]
public record Retention(int days) {

  /// The day of what never goes.
  public static final int NEVER = Integer.MAX_VALUE;

  /// Messages are kept until their owner goes.
  public static final Retention FOREVER = new Retention(NEVER);

  private static final int MAX_DAYS = 36_500;
  private static final int SECONDS_OF_DAY = 86_400;

  public Retention {
    if (days != NEVER && (days < 1 || days > MAX_DAYS)) {
      throw new IllegalArgumentException("must be from 1d to " + MAX_DAYS + "d, or forever");
    }
  }

  /// Reads `forever`, or a duration such as `90d`; parts of a day count as one.
  ///
  /// @throws IllegalArgumentException for anything else, with a message that completes "key …"
  public static Retention parse(String text) {
    if (text.equals("forever")) {
      return FOREVER;
    }
    Duration duration;
    try {
      duration = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be \"forever\" or a duration such as 90d", e);
    }
    return new Retention(
        (int) Math.min(NEVER - 1L, Math.ceilDiv(duration.toSeconds(), SECONDS_OF_DAY)));
  }

  /// The number of a day, from 1970-01-01.
  public static int day(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), SECONDS_OF_DAY);
  }

  boolean isForever() {
    return days == NEVER;
  }

  /// The partition for messages of a day, or [#NEVER].
  ///
  /// @param gone the last day whose partition is gone or about to go
  int expires(int day, int gone) {
    return isForever() ? NEVER : Math.ceilDiv(Math.max(day + days, gone + 1), step()) * step();
  }

  /// How many days the partitions of this retention are apart: they share their dates with those of
  /// all others.
  int step() {
    if (days <= 16) {
      return 1;
    }
    if (days <= 64) {
      return 4;
    }
    return days <= 256 ? 16 : 64;
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return isForever() ? "forever" : days + "d";
  }
}

package im.fenghuo.api.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, as people write it: `512 B`, `256 KiB`, `10 MiB`, `1 GiB`.
public record ByteSize(long bytes) implements Comparable<ByteSize> {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?(B|KiB|MiB|GiB)");

  private static final String[] UNITS = {"GiB", "MiB", "KiB", "B"};

  /// Anything else is an `IllegalArgumentException` that says what was expected.
  public static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a size such as 512 B, 256 KiB, 10 MiB or 1 GiB");
    }
    return new ByteSize(Long.parseLong(matcher.group(1)) * unit(matcher.group(2)));
  }

  /// For what an array can hold; a larger one is an `ArithmeticException`.
  public int toInt() {
    return Math.toIntExact(bytes);
  }

  private static long unit(String name) {
    return switch (name) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 1;
    };
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// In the largest unit that leaves no fraction.
  @Override
  public String toString() {
    for (String unit : UNITS) {
      if (bytes != 0 && bytes % unit(unit) == 0) {
        return bytes / unit(unit) + " " + unit;
      }
    }
    return bytes + " B";
  }
}

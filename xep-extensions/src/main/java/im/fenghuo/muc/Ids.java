package im.fenghuo.muc;

import java.util.SplittableRandom;

/// Ids for stanzas of one room, since it came into memory: unlike those of any other time.
final class Ids {

  private static final int RADIX = 36;

  private final String prefix =
      Long.toUnsignedString(new SplittableRandom().nextLong(), RADIX) + '-';
  private long last;

  String next() {
    return prefix + Long.toString(++last, RADIX);
  }
}

package im.fenghuo.bench;

/// What arrived of one sender's numbered messages: loss, duplicates and order, exactly.
///
/// Numbers start at 0. A message that arrives after a later one counts as reordered; one that is
/// further behind than the remembered window can no longer be told from a duplicate and counts as
/// such.
final class Sequence {

  private static final int REMEMBERED = Long.SIZE;

  private long next;
  private long seen;
  private long distinct;
  private long duplicates;
  private long reordered;

  /// Takes one arrival; returns whether this number had not arrived before.
  boolean arrived(long number) {
    if (number >= next) {
      long ahead = number - next + 1;
      seen = ahead >= REMEMBERED ? 1 : (seen << ahead) | 1;
      next = number + 1;
      distinct++;
      return true;
    }
    long behind = next - 1 - number;
    if (behind >= REMEMBERED || (seen >> behind & 1) == 1) {
      duplicates++;
      return false;
    }
    seen |= 1L << behind;
    reordered++;
    distinct++;
    return true;
  }

  long distinct() {
    return distinct;
  }

  long duplicates() {
    return duplicates;
  }

  long reordered() {
    return reordered;
  }
}

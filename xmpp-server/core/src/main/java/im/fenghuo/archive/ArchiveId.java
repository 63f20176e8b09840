package im.fenghuo.archive;

import org.jspecify.annotations.Nullable;

/// The id that clients see (XEP-0313, XEP-0359): a number of the archive and the incarnation of the
/// lane that gave it, as in `412-1k8z3f`.
///
/// @param number from 1
/// @param tag random, new each time the archive's lane starts
public record ArchiveId(long number, int tag) {

  /// Reads an id; null for a text that is none.
  public static @Nullable ArchiveId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1 || dash > 19 || text.length() - dash > 8) {
      return null;
    }
    try {
      long number = Long.parseLong(text, 0, dash, 10);
      long tag = Long.parseLong(text, dash + 1, text.length(), 36);
      boolean canonical =
          number > 0 && tag >= 0 && tag <= 0xFFFF_FFFFL && format(number, (int) tag).equals(text);
      return canonical ? new ArchiveId(number, (int) tag) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Writes an id.
  public static String format(long number, int tag) {
    return number + "-" + Long.toString(tag & 0xFFFF_FFFFL, 36);
  }

  @Override
  public String toString() {
    return format(number, tag);
  }
}

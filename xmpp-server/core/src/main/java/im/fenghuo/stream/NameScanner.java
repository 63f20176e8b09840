package im.fenghuo.stream;

/// Knows the names of tags: where they end, and whether an end tag fits its start tag. Keeps no
/// name, but a hash of each that is open: tags that do not match are for the parser to refuse, but
/// it waits for the element's end, which then may never come.
abstract class NameScanner extends CharacterScanner {

  /// So many levels are compared, with a byte for each.
  private static final int LEVELS = Long.BYTES;

  /// Of the name that is being read; 0 before its first byte.
  private int hash;

  /// Of the names that are open, one byte each.
  private long names;

  final void nameBegins() {
    hash = 0;
  }

  final boolean isNameEmpty() {
    return hash == 0;
  }

  /// Keeps the name that was read, of the start tag at this depth.
  final void keepName(int depth) {
    if (depth <= LEVELS) {
      int shift = (depth - 1) * Byte.SIZE;
      names = (names & ~(0xFFL << shift)) | ((hash & 0xFFL) << shift);
    }
  }

  /// Whether the name that was read can be that of the start tag at this depth.
  final boolean fitsName(int depth) {
    return depth < 1
        || depth > LEVELS
        || ((names >>> ((depth - 1) * Byte.SIZE)) & 0xFF) == (hash & 0xFF);
  }

  /// Reads a name, whatever characters it has: that is for the parser to judge. Answers where to go
  /// on.
  final int nameEnd(byte[] bytes, int from, int end) {
    int mixed = hash;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b <= '>') {
        if (endsName(b)) {
          hash = mixed;
          return i;
        }
        if (b == '<') {
          return misplaced();
        }
        if (b < ' ') {
          hash = 31 * mixed + b + 1;
          return unusual(bytes, i, end);
        }
      }
      mixed = 31 * mixed + b;
    }
    hash = mixed;
    return end;
  }

  static boolean endsName(byte b) {
    return b == '>' || b == '/' || isWhitespace(b);
  }
}

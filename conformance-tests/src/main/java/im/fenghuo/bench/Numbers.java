package im.fenghuo.bench;

/// Reads the decimal numbers at the start of a message body, one after the other.
final class Numbers {

  private final byte[] bytes;
  private final int end;
  private int at;

  Numbers(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /// Steps over one character; returns whether it was there.
  boolean skip(char expected) {
    boolean there = at < end && bytes[at] == expected;
    at += there ? 1 : 0;
    return there;
  }

  /// The number that starts here, and steps over the space after it; -1 where no digit is.
  long next() {
    int start = at;
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + bytes[at++] - '0';
    }
    if (at == start) {
      return -1;
    }
    at++;
    return value;
  }
}

package im.fenghuo.xep.xep0363httpupload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a file, as RFC 9110 §14 asks for it.
///
/// @param first the number of its first byte
/// @param length at least 1
record ByteRange(long first, long length) {

  /// What is wanted lies outside the file.
  static final ByteRange NONE = new ByteRange(-1, 0);

  private static final Pattern SINGLE = Pattern.compile("(?i)bytes=\\s*([0-9]*)-([0-9]*)\\s*");
  private static final int DIGITS = 18;

  /// Reads a `Range` header.
  ///
  /// @param header null for none
  /// @return null for the whole file: nothing else was asked for, or something that need not be
  ///   understood, such as several ranges; [#NONE] when it cannot be satisfied
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher matcher = SINGLE.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      return null;
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.length() > DIGITS || last.length() > DIGITS) {
      return first.length() > DIGITS ? NONE : of("bytes=" + first + "-", size);
    }
    if (first.isEmpty()) {
      return last.isEmpty() ? null : suffix(Long.parseLong(last), size);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return null; // not valid, and so not there
    }
    return from >= size ? NONE : new ByteRange(from, Math.min(to, size - 1) - from + 1);
  }

  private static ByteRange suffix(long length, long size) {
    long most = Math.min(length, size);
    return most == 0 ? NONE : new ByteRange(size - most, most);
  }

  /// What `Content-Range` says.
  String text(long size) {
    return equals(NONE)
        ? "bytes */" + size
        : "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}

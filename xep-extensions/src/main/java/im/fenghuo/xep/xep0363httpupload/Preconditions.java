package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.web.WebRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The conditions of a request for a file (RFC 9110 §13), which never changes.
///
/// @param tag its entity tag, with quotation marks
/// @param modified to the second
record Preconditions(String tag, Instant modified) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  Preconditions {
    modified = modified.truncatedTo(ChronoUnit.SECONDS);
  }

  /// A time as HTTP writes it.
  static String date(Instant time) {
    return DATE.format(time);
  }

  /// §13.2.2: 412 or 304 when that is the answer, or else 200.
  int status(WebRequest request) {
    String match = request.header("If-Match");
    if (match != null) {
      if (!names(match, false)) {
        return 412;
      }
    } else if (isBefore(request.header("If-Unmodified-Since"))) {
      return 412;
    }
    String noneMatch = request.header("If-None-Match");
    boolean known =
        noneMatch != null ? names(noneMatch, true) : isSince(request.header("If-Modified-Since"));
    return known ? 304 : 200;
  }

  /// §13.1.5: whether a range that is asked for is one of this file.
  boolean allowsRange(@Nullable String ifRange) {
    if (ifRange == null) {
      return true;
    }
    return ifRange.startsWith("\"") ? ifRange.equals(tag) : modified.equals(parsed(ifRange));
  }

  private boolean names(String list, boolean weakly) {
    if (list.strip().equals("*")) {
      return true;
    }
    for (String each : list.split(",", -1)) {
      String stripped = each.strip();
      if (weakly && stripped.startsWith("W/")) {
        stripped = stripped.substring(2);
      }
      if (stripped.equals(tag)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBefore(@Nullable String date) {
    Instant time = parsed(date);
    return time != null && modified.isAfter(time);
  }

  private boolean isSince(@Nullable String date) {
    Instant time = parsed(date);
    return time != null && !modified.isAfter(time);
  }

  /// Null for what is no date: it is then as if it were not there.
  private static @Nullable Instant parsed(@Nullable String date) {
    try {
      return date == null ? null : Instant.from(DATE.parse(date));
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Presence;
import im.fenghuo.api.xml.Element;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// How much history somebody wants on entering (XEP-0045 §7.2.14). What makes no sense restricts
/// nothing.
///
/// @param maxStanzas how many messages at the most
/// @param maxChars how many characters at the most, of the complete stanzas
/// @param seconds not older than this
/// @param since not before this time
record HistoryRequest(int maxStanzas, long maxChars, long seconds, @Nullable Instant since) {

  private static final HistoryRequest ALL =
      new HistoryRequest(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, null);

  static HistoryRequest of(Presence presence) {
    Element x = presence.element().child(Names.MUC, "x");
    Element history = x == null ? null : x.child(Names.MUC, "history");
    if (history == null) {
      return ALL;
    }
    return new HistoryRequest(
        (int) Math.min(Integer.MAX_VALUE, number(history, "maxstanzas")),
        number(history, "maxchars"),
        number(history, "seconds"),
        time(history.attribute("since")));
  }

  private static long number(Element history, String name) {
    String value = history.attribute(name);
    try {
      return value == null ? Long.MAX_VALUE : Math.max(0, Long.parseLong(value.strip()));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static @Nullable Instant time(@Nullable String value) {
    try {
      return value == null ? null : OffsetDateTime.parse(value.strip()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// The time before which nothing is wanted.
  Instant start(Instant now) {
    Instant ago = seconds > 1_000_000_000L ? Instant.MIN : now.minusSeconds(seconds);
    return since == null || since.isBefore(ago) ? ago : since;
  }
}

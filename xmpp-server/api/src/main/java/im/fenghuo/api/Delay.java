package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.time.LocalDate;

/// The stamp of a delayed stanza (XEP-0203), with the time as XEP-0082 writes it.
public final class Delay {

  /// Its namespace.
  public static final String NAMESPACE = "urn:xmpp:delay";

  private Delay() {}

  /// Says who has kept a stanza, and since when.
  public static Element element(Jid from, Instant since) {
    return Element.of(NAMESPACE, "delay")
        .attribute("from", from.toString())
        .attribute("stamp", stamp(since))
        .build();
  }

  /// A time as XEP-0082 writes it, in UTC, to the millisecond. For pages of archives, where the
  /// JDK's formatter would take as long as all the rest.
  public static String stamp(Instant at) {
    long seconds = at.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
    int second = (int) Math.floorMod(seconds, 86_400L);
    int millis = at.getNano() / 1_000_000;
    StringBuilder text = new StringBuilder(24);
    digits(text, date.getYear(), 1000).append('-');
    digits(text, date.getMonthValue(), 10).append('-');
    digits(text, date.getDayOfMonth(), 10).append('T');
    digits(text, second / 3600, 10).append(':');
    digits(text, second / 60 % 60, 10).append(':');
    digits(text, second % 60, 10);
    if (millis > 0) {
      digits(text.append('.'), millis, 100);
    }
    return text.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      text.append((char) ('0' + number / place % 10));
    }
    return text;
  }
}

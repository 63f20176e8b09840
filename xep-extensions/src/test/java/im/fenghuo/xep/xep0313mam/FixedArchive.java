package im.fenghuo.xep.xep0313mam;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers every query with two messages, and keeps the query.
final class FixedArchive implements Archive {

  static final Entry FIRST = entry(1, "<message xmlns='jabber:client'><body>a  b</body></message>");
  static final Entry SECOND = entry(2, "<message xmlns='jabber:client'/>");

  Query asked;
  boolean complete = true;

  private static Entry entry(long number, String stanza) {
    return new Entry(
        number + "-7",
        number,
        Instant.parse("2010-07-10T23:08:25Z").plusSeconds(number),
        Jid.parse("romeo@localhost"),
        false,
        stanza.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Page find(Owner owner, Query query) {
    asked = query;
    return query.max() == 0
        ? new Page(List.of(), false, 2L)
        : new Page(List.of(FIRST, SECOND), complete, null);
  }

  @Override
  public Page search(Owner owner, Query query, String text) {
    return find(owner, query);
  }

  @Override
  public void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {
    throw new UnsupportedOperationException("these never change");
  }

  @Override
  public List<Entry> ends(Owner owner, long last) {
    return complete ? List.of(FIRST, last == 1 ? FIRST : SECOND) : List.of();
  }
}

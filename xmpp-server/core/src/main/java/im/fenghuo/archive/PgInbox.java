package im.fenghuo.archive;

import im.fenghuo.api.Account;
import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Conversations.Conversation;
import im.fenghuo.api.Conversations.Page;
import im.fenghuo.api.Conversations.Query;
import im.fenghuo.api.Conversations.Totals;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.List;

/// Pages of conversations, each of them one statement: what the totals say and what the page says
/// is of one moment.
final class PgInbox {

  /// The index on (archive, peer, seq) is asked for one peer after the other, and of each for the
  /// last row, the last one to read, and those after the cursor; it says itself what is to be read,
  /// so that mostly no row is looked at. Rows without content only keep a number.
  private static final String CONVERSATIONS =
      """
      WITH RECURSIVE other (peer) AS (
        (SELECT peer FROM archive_message WHERE archive = $1 ORDER BY peer LIMIT 1)
        UNION ALL
        SELECT (
          SELECT peer FROM archive_message
          WHERE archive = $1 AND peer > other.peer ORDER BY peer LIMIT 1)
        FROM other WHERE other.peer IS NOT NULL
      ),
      conversation AS MATERIALIZED (
        SELECT other.peer, last.seq AS last_seq, last.tag AS last_tag,
          coalesce(said.seq, last.seq) AS place, said.seq IS NOT NULL AS is_said,
          unread.number AS unread
        FROM other
        CROSS JOIN LATERAL (
          SELECT seq, tag FROM archive_message
          WHERE archive = $1 AND peer = other.peer AND octet_length(stanza) > 0
          ORDER BY seq DESC LIMIT 1) AS last
        LEFT JOIN LATERAL (
          SELECT seq FROM archive_message
          WHERE archive = $1 AND peer = other.peer AND readable
          ORDER BY seq DESC LIMIT 1) AS said ON true
        LEFT JOIN read_cursor AS cursor ON cursor.account = $1 AND cursor.peer = other.peer
        CROSS JOIN LATERAL (
          SELECT count(*) AS number FROM archive_message
          WHERE archive = $1 AND peer = other.peer AND other.peer <> $2
            AND seq > coalesce(greatest(cursor.displayed, cursor.marked), 0)
            AND readable AND NOT outgoing) AS unread
      ),
      total AS (
        SELECT count(*) AS conversations, count(*) FILTER (WHERE unread > 0) AS unread_ones,
          coalesce(sum(unread), 0)::bigint AS unread_messages
        FROM conversation
      ),
      page AS (
        SELECT * FROM conversation
        WHERE (unread > 0 OR NOT $3) AND place > $4 AND place < $5 ORDER BY place %1$s LIMIT $6
      ),
      sized AS (
        SELECT page.*, place_row.tag AS place_tag, at, peer_resource, outgoing, message.stanza, size,
          sum(size) OVER (ORDER BY page.place %1$s) AS bytes
        FROM page JOIN archive_message AS place_row
            ON place_row.archive = $1 AND place_row.seq = page.place
          CROSS JOIN LATERAL (
            SELECT CASE WHEN $7 AND is_said THEN place_row.stanza END AS stanza,
              CASE WHEN $7 AND is_said THEN octet_length(place_row.stanza) END AS size) AS message
      )
      SELECT total.conversations, total.unread_ones, total.unread_messages,
        peer, unread, last_seq, last_tag, place, place_tag, at, peer_resource, outgoing, stanza, bytes
      FROM total LEFT JOIN sized ON coalesce(bytes, 0) - coalesce(size, 0) < %2$d
      ORDER BY place %1$s
      """;

  private static final String NEWEST_FIRST =
      CONVERSATIONS.formatted("DESC", PgArchiveSelect.PAGE_BYTES);
  private static final String OLDEST_FIRST =
      CONVERSATIONS.formatted("ASC", PgArchiveSelect.PAGE_BYTES);

  private final Db db;

  PgInbox(Db db) {
    this.db = db;
  }

  /// Blocks.
  Page find(Account account, Query query) throws StanzaException {
    long above = 0;
    long below = Long.MAX_VALUE;
    boolean backwards = false;
    switch (query.page()) {
      case Cursor.First() -> {}
      case Cursor.Last() -> backwards = true;
      case Cursor.After(String id) -> below = place(id);
      case Cursor.Before(String id) -> {
        above = place(id);
        backwards = true;
      }
    }
    List<Row> rows =
        db.query(
            backwards ? OLDEST_FIRST : NEWEST_FIRST,
            account.id(),
            account.jid().toString(),
            query.unreadOnly(),
            above,
            below,
            query.max() + 1L,
            query.withMessages());
    Row first = rows.getFirst();
    Totals totals = new Totals(first.bigint(0), first.bigint(1), first.bigint(2));
    List<Conversation> page = new ArrayList<>();
    for (Row row : rows) {
      if (page.size() < query.max() && !row.isNull(3)) {
        page.add(conversation(row));
      }
    }
    boolean complete = first.isNull(3) || (page.size() == rows.size() && !isCut(rows.getLast()));
    return new Page(backwards ? page.reversed() : page, complete, totals);
  }

  /// Whether the rows have ended before their maximum, because their messages are large.
  private static boolean isCut(Row last) {
    Long bytes = last.bigintOrNull(13);
    return bytes != null && bytes >= PgArchiveSelect.PAGE_BYTES;
  }

  private static long place(String id) throws StanzaException {
    ArchiveId known = ArchiveId.parse(id);
    if (known == null) {
      throw PgArchivePositions.notFound();
    }
    return known.number();
  }

  private static Conversation conversation(Row row) {
    Jid with = Jid.parse(row.text(3));
    ArchiveId last = new ArchiveId(row.bigint(5), row.integer(6));
    ArchiveId place = new ArchiveId(row.bigint(7), row.integer(8));
    Entry message = row.isNull(12) ? null : message(row, with, place);
    return new Conversation(with, row.bigint(4), last.toString(), place.toString(), message);
  }

  private static Entry message(Row row, Jid with, ArchiveId id) {
    String resource = row.text(10);
    return new Entry(
        id.toString(),
        id.number(),
        row.instant(9),
        resource.isEmpty() ? with : with.withResource(resource),
        row.bool(11),
        row.bytes(12));
  }
}

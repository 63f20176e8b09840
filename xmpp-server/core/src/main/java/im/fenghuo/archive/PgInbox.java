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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Pages of conversations, each of them one statement: what the totals say and what the page says
/// is of one moment.
final class PgInbox {

  /// The index on (archive, peer, seq) is asked for one peer after the other, and of each for the
  /// last row, the last one to read, and those after the cursor; it says itself what is to be read,
  /// so that mostly no row is looked at. Rows without content only keep a number.
  ///
  /// The archive of a room is asked by its primary key; of what is unread there a thousand rows at
  /// the most are counted. What its occupants say in private is in the account's own archive.
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
      own AS (
        SELECT other.peer, $1::bigint AS archive, last.seq AS last_seq, last.tag AS last_tag,
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
      room AS (
        SELECT member.jid AS peer, member.archive, last.seq AS last_seq, last.tag AS last_tag,
          coalesce(said.seq, last.seq) AS place, said.seq IS NOT NULL AS is_said,
          unread.number AS unread
        FROM archive_member AS member
        CROSS JOIN LATERAL (
          SELECT seq, tag FROM archive_message
          WHERE archive = member.archive AND octet_length(stanza) > 0
          ORDER BY seq DESC LIMIT 1) AS last
        LEFT JOIN LATERAL (
          SELECT seq FROM archive_message
          WHERE archive = member.archive AND readable
          ORDER BY seq DESC LIMIT 1) AS said ON true
        CROSS JOIN LATERAL (
          SELECT count(*) AS number FROM (
            SELECT 1 FROM archive_message
            WHERE archive = member.archive AND peer <> $2
              AND seq > greatest(member.since, member.displayed, member.marked)
              AND readable ORDER BY seq LIMIT 1000) AS counted) AS unread
        WHERE member.account = $1
      ),
      conversation AS MATERIALIZED (
        SELECT every.*, said_at.at FROM (SELECT * FROM own UNION ALL SELECT * FROM room) AS every
        CROSS JOIN LATERAL (
          SELECT at FROM archive_message
          WHERE archive = every.archive AND seq = every.place AND octet_length(stanza) > 0
          LIMIT 1) AS said_at
      ),
      total AS (
        SELECT count(*) AS conversations, count(*) FILTER (WHERE unread > 0) AS unread_ones,
          coalesce(sum(unread), 0)::bigint AS unread_messages
        FROM conversation
      ),
      page AS (
        SELECT * FROM conversation
        WHERE (unread > 0 OR NOT $3) AND (at, archive, place) %3$s ($4, $5, $6)
        ORDER BY at %1$s, archive %1$s, place %1$s LIMIT $7
      ),
      sized AS (
        SELECT page.*, peer_resource, outgoing, message.stanza, size,
          sum(size) OVER (ORDER BY page.at %1$s, page.archive %1$s, page.place %1$s) AS bytes,
          place_row.tag AS place_tag
        FROM page JOIN archive_message AS place_row
            ON place_row.archive = page.archive AND place_row.seq = page.place
              AND octet_length(place_row.stanza) > 0
          CROSS JOIN LATERAL (
            SELECT CASE WHEN $8 AND is_said THEN place_row.stanza END AS stanza,
              CASE WHEN $8 AND is_said THEN octet_length(place_row.stanza) END AS size) AS message
      )
      SELECT total.conversations, total.unread_ones, total.unread_messages,
        peer, unread, last_seq, last_tag, place, place_tag, at, peer_resource, outgoing, stanza, bytes,
        archive, archive <> $1 AS is_room,
        EXISTS (SELECT 1 FROM archive_member WHERE account = $1 AND jid = peer) AS is_known_room
      FROM total LEFT JOIN sized ON coalesce(bytes, 0) - coalesce(size, 0) < %2$d
      ORDER BY at %1$s, archive %1$s, place %1$s
      """;

  private static final String NEWEST_FIRST =
      CONVERSATIONS.formatted("DESC", PgArchiveSelect.PAGE_BYTES, "<");
  private static final String OLDEST_FIRST =
      CONVERSATIONS.formatted("ASC", PgArchiveSelect.PAGE_BYTES, ">");

  private final Db db;

  PgInbox(Db db) {
    this.db = db;
  }

  /// Blocks.
  Page find(Account account, Query query) throws StanzaException {
    boolean backwards =
        query.page() instanceof Cursor.Last || query.page() instanceof Cursor.Before;
    Place from =
        switch (query.page()) {
          case Cursor.First() -> Place.LAST;
          case Cursor.Last() -> Place.FIRST;
          case Cursor.After(String id) -> Place.parse(id);
          case Cursor.Before(String id) -> Place.parse(id);
        };
    List<Row> rows =
        db.query(
            backwards ? OLDEST_FIRST : NEWEST_FIRST,
            account.id(),
            account.jid().toString(),
            query.unreadOnly(),
            from.at(),
            from.archive(),
            from.number(),
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

  /// Where a conversation stands among the others: by when its message was archived, and where.
  private record Place(Instant at, long archive, long number) {
    static final Place FIRST = new Place(Instant.EPOCH, 0, 0);
    static final Place LAST =
        new Place(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE, Long.MAX_VALUE);

    static Place parse(String id) throws StanzaException {
      String[] parts = id.split("\\.", -1);
      try {
        if (parts.length == 3) {
          Instant at = Instant.ofEpochMilli(number(parts[0]));
          if (!at.isAfter(LAST.at)) {
            return new Place(at, number(parts[1]), number(parts[2]));
          }
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw PgArchivePositions.notFound();
    }

    private static long number(String text) {
      return Long.parseUnsignedLong(text, 36);
    }

    @Override
    public String toString() {
      return String.join(
          ".",
          Long.toUnsignedString(at.toEpochMilli(), 36),
          Long.toUnsignedString(archive, 36),
          Long.toUnsignedString(number, 36));
    }
  }

  private static Conversation conversation(Row row) {
    Jid peer = Jid.parse(row.text(3));
    boolean isPrivate = !row.bool(15) && row.bool(16) && !row.text(10).isEmpty();
    Jid with = isPrivate ? peer.withResource(row.text(10)) : peer;
    ArchiveId last = new ArchiveId(row.bigint(5), row.integer(6));
    ArchiveId id = new ArchiveId(row.bigint(7), row.integer(8));
    Place place = new Place(row.instant(9), row.bigint(14), row.bigint(7));
    Entry message = row.isNull(12) ? null : message(row, peer, id);
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

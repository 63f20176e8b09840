package im.fenghuo.archive;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import java.time.Instant;

/// Where in an archive an id or a time lies. Everything blocks.
final class PgArchivePositions {

  /// How far the clock may have been set back without a query by time missing anything.
  private static final Duration CLOCK_STEP = Duration.ofMinutes(5);

  private static final String END =
      """
      SELECT seq, expires,
        (SELECT coalesce(max(expires), 0) FROM archive_partition WHERE state <> 'open') AS gone
      FROM (%s) AS last
      """
          .formatted(PgArchive.lastRow("$1"));

  /// The last row at or below a number that carries a tag, and the last row of all.
  private static final String FIND =
      """
      SELECT
        (SELECT seq FROM archive_message
         WHERE archive = $1 AND seq <= $2 AND seq > $2 - $4 AND tag = $3
         ORDER BY seq DESC LIMIT 1) AS known,
        (SELECT seq FROM archive_message WHERE archive = $1 ORDER BY seq DESC LIMIT 1) AS last
      """;

  /// Times hardly ever go back, so half of the numbers that are left is looked at in each step, or
  /// what comes after it; this finds the first row that is not before a time.
  private static final String AROUND =
      """
      WITH RECURSIVE half (low, high) AS (
        SELECT
          (SELECT seq FROM archive_message WHERE archive = $1 ORDER BY seq LIMIT 1),
          (SELECT seq + 1 FROM archive_message WHERE archive = $1 ORDER BY seq DESC LIMIT 1)
        UNION ALL
        SELECT
          CASE WHEN at < $2 THEN seq + 1 ELSE low END,
          CASE WHEN at < $2 THEN high ELSE (low + high) / 2 END
        FROM half LEFT JOIN LATERAL (
          SELECT seq, at FROM archive_message
          WHERE archive = $1 AND seq >= (low + high) / 2 AND seq < high
          ORDER BY seq LIMIT 1) AS looked_at ON true
        WHERE low < high
      )
      SELECT coalesce(max(low), 1) FROM half
      """;

  private final Db db;

  PgArchivePositions(Db db) {
    this.db = db;
  }

  /// Where to go on from an id.
  ///
  /// @param after the first number after it
  /// @param before the last number before it
  record Position(long after, long before) {}

  static StanzaException notFound() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "this id is not in the archive");
  }

  ArchiveEnd end(long archive) {
    return db.queryOne(END, archive)
        .map(row -> new ArchiveEnd(row.bigint(0), row.integer(1), row.integer(2)))
        .orElse(ArchiveEnd.EMPTY);
  }

  /// Finds an id, also one whose row never became durable: clients may have seen it before a crash.
  /// What its incarnation had given before it then stands for it, so that nothing is missed; if
  /// nothing of that incarnation is there, all that may have come after it comes again.
  ///
  /// @throws StanzaException `item-not-found` for an id that is none of this archive's
  Position find(long archive, String text) throws StanzaException {
    ArchiveId id = ArchiveId.parse(text);
    if (id == null) {
      throw notFound();
    }
    long number = id.number();
    Row found =
        db.queryOne(FIND, archive, number, id.tag(), (long) ArchiveLane.MAX_UNDER_WAY)
            .orElseThrow();
    Long known = found.bigintOrNull("known");
    if (known != null) {
      return new Position(known + 1, known == number ? number - 1 : known);
    }
    Long last = found.bigintOrNull("last");
    if (last == null || number > last) {
      throw notFound();
    }
    return new Position(number - ArchiveLane.MAX_UNDER_WAY, number - 1);
  }

  /// A number with nothing before it (or after it, when it is the upper end that is looked for)
  /// that is as late (or early) as the time; the exact time is for the statement to compare.
  long around(long archive, Instant time, boolean isEnd) {
    Instant safe = isEnd ? time.plus(CLOCK_STEP) : time.minus(CLOCK_STEP);
    return db.queryOne(AROUND, archive, safe).orElseThrow().bigint(0);
  }
}

package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Db;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an account has uploaded, slots that it still may use included. Everything blocks.
final class Usage {

  private static final Duration DAY = Duration.ofDays(1);

  /// Parameter 1 is the account, 2 is now, 3 the bucket.
  private static final String KEPT =
      """
       FROM upload_file
         WHERE account = $1 AND bucket = $3 AND deleted IS NULL
           AND (expires IS NULL OR expires > $2) AND (uploaded IS NOT NULL OR until > $2)
      """;

  /// Parameter 1 is the account, 2 now, 3 a day before. What was deleted has been uploaded, too.
  private static final String TODAY =
      """
       FROM upload_file
         WHERE account = $1 AND requested > $3
           AND (uploaded IS NOT NULL OR deleted IS NULL AND until > $2)
      """;

  private final Db db;
  private final long account;
  private final Instant now;

  Usage(Db db, long account, Instant now) {
    this.db = db;
    this.account = account;
    this.now = now;
  }

  /// What the files of a bucket have together.
  long kept(int bucket) {
    return db.query("SELECT coalesce(sum(size), 0)::bigint" + KEPT, account, now, (short) bucket)
        .getFirst()
        .bigint(0);
  }

  /// When so many bytes of a bucket will have expired; null for never.
  @Nullable Instant freed(int bucket, long bytes) {
    return first(
        """
        SELECT ends FROM (
          SELECT ends, sum(size) OVER (ORDER BY ends, id) AS freed FROM (
            SELECT id, size, CASE WHEN uploaded IS NULL THEN until ELSE expires END AS ends
            %s) AS file WHERE ends IS NOT NULL) AS ending
          WHERE freed >= $4 ORDER BY ends LIMIT 1
        """
            .formatted(KEPT),
        null,
        now,
        (short) bucket,
        bytes);
  }

  /// How many bytes and files count for the last day.
  Day day() {
    return db
        .query(
            "SELECT coalesce(sum(size), 0)::bigint, count(*)" + TODAY, account, now, now.minus(DAY))
        .stream()
        .map(row -> new Day(row.bigint(0), row.bigint(1)))
        .findFirst()
        .orElseThrow();
  }

  /// What counts for a day.
  record Day(long bytes, long files) {}

  /// When so many bytes will count for the last day no more.
  @Nullable Instant bytesPast(long bytes) {
    return first(
        """
        SELECT requested FROM (
          SELECT requested, sum(size) OVER (ORDER BY requested, id) AS past %s) AS file
          WHERE past >= $4 ORDER BY requested LIMIT 1
        """
            .formatted(TODAY),
        DAY,
        now,
        now.minus(DAY),
        bytes);
  }

  /// When so many files will count for the last day no more.
  @Nullable Instant filesPast(long files) {
    return first(
        "SELECT requested" + TODAY + " ORDER BY requested, id OFFSET $4 LIMIT 1",
        DAY,
        now,
        now.minus(DAY),
        files - 1);
  }

  private @Nullable Instant first(
      String sql, @Nullable Duration later, Object second, Object third, long fourth) {
    return db.queryOne(sql, account, second, third, fourth)
        .map(row -> later == null ? row.instant(0) : row.instant(0).plus(later))
        .orElse(null);
  }
}

package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Row;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions of archives in PostgreSQL: made before they are needed, dropped when their day is
/// over. `docs/adr/0008-retention-by-partitions.md` says why this is safe. Everything blocks.
public final class PgPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(PgPartitions.class);

  /// Any constants: the advisory locks for making one, and for taking them away.
  private static final long MAKING = 0x66656e6768756fL + 1;

  private static final long SWEEPING = MAKING + 1;

  private static final int SLICE = 1000;
  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(250);

  /// Everything that reads or writes archives waits behind a lock on all of them: not for long.
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '300ms'";

  private final Db db;

  /// @param db where archives are
  public PgPartitions(Db db) {
    this.db = db;
  }

  /// Makes those that will be needed today and next.
  ///
  /// @param retentions of all archives but those that have one of their own
  /// @param today the number of the day
  public void prepare(Retentions retentions, int today) {
    Set<Retention> all = new HashSet<>(retentions.all());
    db.query("SELECT DISTINCT retention_days FROM account WHERE retention_days IS NOT NULL")
        .forEach(row -> all.add(new Retention(row.integer(0))));
    all.forEach(each -> prepare(each, today));
  }

  /// Makes those that archives of a retention will need today and next.
  public void prepare(Retention retention, int today) {
    if (!retention.isForever()) {
      prepare(retention.expires(today, 0));
      prepare(retention.expires(today, 0) + retention.step());
    }
  }

  /// Makes one, unless it is there or was there.
  ///
  /// @param expires the last day for its messages
  void prepare(int expires) {
    if (expires == Retention.NEVER || isKnown(db, expires)) {
      return;
    }
    db.transaction(transaction -> {
      transaction.query("SELECT 1 FROM pg_advisory_xact_lock($1)", MAKING);
      if (!isKnown(transaction, expires)) {
        String name = name(expires);
        transaction.update(
            "CREATE TABLE " + name + " (LIKE archive_message INCLUDING ALL EXCLUDING INDEXES)");
        // Unlike "PARTITION OF", this keeps nobody from reading and writing.
        transaction.update(
            "ALTER TABLE archive_message ATTACH PARTITION %s FOR VALUES IN (%d)"
                .formatted(name, expires));
        transaction.update("INSERT INTO archive_partition (expires) VALUES ($1)", expires);
      }
      return null;
    });
  }

  private static boolean isKnown(Db db, int expires) {
    return db.queryOne("SELECT 1 FROM archive_partition WHERE expires = $1", expires).isPresent();
  }

  private static String name(int expires) {
    return "archive_message_" + LocalDate.ofEpochDay(expires).toString().replace('-', '_');
  }

  /// The number of the day on the database's clock.
  public int today() {
    return db.queryOne("SELECT floor(extract(epoch FROM now()) / 86400)::integer")
        .orElseThrow()
        .integer(0);
  }

  /// Drops those whose day is over, one node at a time. What cannot be dropped now stays until the
  /// next time.
  ///
  /// @param today the number of the day
  /// @return the last day whose partition takes no messages any more
  public int sweep(int today) {
    db.transaction(transaction -> {
      boolean isFirst =
          transaction
              .queryOne("SELECT pg_try_advisory_xact_lock($1)", SWEEPING)
              .orElseThrow()
              .bool(0);
      if (isFirst) {
        dropOver(today);
        dropDetached();
      }
      return null;
    });
    return db.queryOne(
            "SELECT coalesce(max(expires), 0) FROM archive_partition WHERE state <> 'open'")
        .orElseThrow()
        .integer(0);
  }

  private void dropOver(int today) {
    List<Row> over =
        db.query(
            """
            SELECT expires FROM archive_partition WHERE expires < $1 AND state <> 'dropped'
            ORDER BY expires\
            """,
            today);
    for (Row each : over) {
      int expires = each.integer(0);
      try {
        insist(() -> close(expires));
        keepNumbers(expires);
        insist(() -> detach(expires));
        LOG.info("Messages to be kept until {} are gone", LocalDate.ofEpochDay(expires));
      } catch (DbException e) {
        LOG.warn(
            "Messages to be kept until {} stay for now: {}",
            LocalDate.ofEpochDay(expires),
            e.getMessage());
      }
    }
  }

  /// From then on it takes no messages any more, only numbers.
  private void close(int expires) {
    db.transaction(transaction -> {
      int changed =
          transaction.update(
              "UPDATE archive_partition SET state = 'closed' WHERE expires = $1 AND state = 'open'",
              expires);
      if (changed > 0) {
        transaction.update(LOCK_TIMEOUT);
        transaction.update(
            """
            CREATE TRIGGER closed BEFORE INSERT ON %s FOR EACH ROW WHEN (NEW.stanza IS NOT NULL)
            EXECUTE FUNCTION archive_partition_closed()\
            """
                .formatted(name(expires)));
      }
      return null;
    });
  }

  private void keepNumbers(int expires) {
    String statement = keepingNumbers(name(expires));
    long below = Long.MAX_VALUE;
    Row slice;
    do {
      slice = db.queryOne(statement, below, SLICE, expires).orElseThrow();
      below = slice.isNull(0) ? 0 : slice.bigint(0);
    } while (slice.bigint(1) == SLICE);
  }

  /// The last row of each archive in a partition, a thousand archives at a time, each found by one
  /// look at the index; and for those that have nothing after it elsewhere, its number is kept.
  ///
  /// @param partition its table
  private static String keepingNumbers(String partition) {
    return """
    WITH RECURSIVE each (count, archive, seq, tag, at) AS (
      (SELECT 1, archive, seq, tag, at FROM %1$s WHERE archive < $1
       ORDER BY archive DESC, seq DESC LIMIT 1)
      UNION ALL
      SELECT count + 1, below.archive, below.seq, below.tag, below.at
      FROM each CROSS JOIN LATERAL (
        SELECT archive, seq, tag, at FROM %1$s AS next WHERE next.archive < each.archive
        ORDER BY archive DESC, seq DESC LIMIT 1) AS below
      WHERE count < $2
    ), kept AS (
      INSERT INTO archive_message
        (archive, seq, tag, at, peer, peer_resource, outgoing, stanza, readable, expires)
      SELECT archive, seq, tag, at, '', '', false, NULL, false, 2147483647 FROM each
      WHERE NOT EXISTS (
        SELECT 1 FROM archive_message AS other
        WHERE other.archive = each.archive AND other.seq >= each.seq AND other.expires <> $3)
      ON CONFLICT DO NOTHING
    )
    SELECT min(archive), count(*) FROM each
    """
        .formatted(partition);
  }

  /// It is part of the archives no more, but still there.
  private void detach(int expires) {
    db.transaction(transaction -> {
      ReleasedReferences.note(transaction, name(expires), "true");
      transaction.update(LOCK_TIMEOUT);
      transaction.update("ALTER TABLE archive_message DETACH PARTITION " + name(expires));
      transaction.update(
          "UPDATE archive_partition SET state = 'dropped' WHERE expires = $1", expires);
      return null;
    });
  }

  /// Drops the tables that are part of the archives no more, and what is left of them elsewhere.
  private void dropDetached() {
    List<Row> detached =
        db.query(
            """
            SELECT expires FROM archive_partition WHERE CASE WHEN state = 'dropped' THEN to_regclass(
              'archive_message_' || to_char(date '1970-01-01' + expires, 'YYYY_MM_DD')) END IS NOT NULL\
            """);
    for (Row each : detached) {
      String table = name(each.integer(0));
      try {
        SearchWords.forgetAllOf(db, table);
        db.update("DROP TABLE " + table);
      } catch (DbException e) {
        LOG.warn("The table {} is not dropped yet: {}", table, e.getMessage());
      }
    }
  }

  /// Tries again where others hold locks.
  private static void insist(Runnable step) {
    for (int attempt = 1; ; attempt++) {
      try {
        step.run();
        return;
      } catch (DbException e) {
        if (!(e.isUnavailable() || e.isConflict()) || attempt == ATTEMPTS) {
          throw e;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DbException(DbException.Kind.UNAVAILABLE, "interrupted", e);
      }
    }
  }
}

package im.fenghuo.storage;

import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the database's schema up to date: each step once, each in a transaction of its own, by
/// one node at a time. Steps that this version does not know are left alone, so that an older
/// server may run beside a newer one.
public final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /// Building an index over a large archive takes its time.
  private static final Duration TIMEOUT = Duration.ofHours(6);

  /// Any constant: the advisory lock that nodes starting at once queue for.
  private static final long LOCK = 0x66656e6768756fL;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        owner text NOT NULL,
        number integer NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (owner, number))
      """;

  private final PgDb db;

  public Migrations(PgDb db) {
    this.db = db;
  }

  /// The tables that the core itself needs.
  public static Schema core() {
    return Schema.resources(
        "core",
        Migrations.class,
        "schema/0001-accounts.sql",
        "schema/0002-fast-tokens.sql",
        "schema/0003-removed-archives.sql",
        "schema/0004-archive-partitions.sql",
        "schema/0005-retractions.sql",
        "schema/0006-read-cursors.sql",
        "schema/0007-archive-search.sql",
        "schema/0008-unread-index.sql",
        "schema/0009-retention.sql",
        "schema/0010-account-import.sql",
        "schema/0011-memberships.sql");
  }

  /// Blocks. Applies what is missing, owner by owner in the order given.
  ///
  /// @return how many steps were applied
  public int apply(List<Schema> schemas) {
    step(transaction -> 0);
    int applied = 0;
    for (Schema schema : schemas) {
      applied += apply(schema);
    }
    return applied;
  }

  private int apply(Schema schema) {
    int applied = 0;
    int known = step(transaction -> lastNumber(transaction, schema.owner()));
    for (int number = known + 1; number <= schema.steps().size(); number++) {
      int current = number;
      applied += step(transaction -> apply(transaction, schema, current));
    }
    return applied;
  }

  private static int apply(PgTransaction transaction, Schema schema, int number) {
    if (lastNumber(transaction, schema.owner()) >= number) {
      return 0; // another node was faster
    }
    transaction.script(schema.steps().get(number - 1));
    transaction.update(
        "INSERT INTO schema_migration (owner, number) VALUES ($1, $2)", schema.owner(), number);
    LOG.info("Schema of {}: step {} applied", schema.owner(), number);
    return 1;
  }

  private static int lastNumber(Db transaction, String owner) {
    return transaction
        .queryOne("SELECT coalesce(max(number), 0) FROM schema_migration WHERE owner = $1", owner)
        .orElseThrow()
        .integer(0);
  }

  /// One transaction under the lock, which its end releases.
  private int step(Step step) {
    PgTransaction transaction = db.begin(TIMEOUT);
    try {
      transaction.script("SET LOCAL statement_timeout = 0");
      transaction.query("SELECT 1 FROM pg_advisory_xact_lock($1)", LOCK);
      transaction.script(TABLE);
      int result = step.run(transaction);
      transaction.commit();
      return result;
    } catch (DbException failure) {
      throw new DbException(
          failure.kind(), "the schema could not be migrated: " + failure.getMessage(), failure);
    } finally {
      transaction.rollback();
    }
  }

  private interface Step {
    int run(PgTransaction transaction);
  }
}

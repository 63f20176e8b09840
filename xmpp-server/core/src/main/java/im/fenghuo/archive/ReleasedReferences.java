package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.ReleaseListener;
import im.fenghuo.api.Row;
import im.fenghuo.storage.PgDb;
import java.util.List;

/// What rows that are gone referred to. The transaction that takes a row notes it; afterwards it is
/// looked whether any other row still does. Whichever of several rows goes last is looked after
/// when all are gone.
public final class ReleasedReferences {

  private static final int BATCH = 100;

  private final PgDb db;
  private final List<ReleaseListener> listeners;

  /// @param listeners who hears of it
  public ReleasedReferences(PgDb db, List<ReleaseListener> listeners) {
    this.db = db;
    this.listeners = listeners;
  }

  /// Blocks. Notes what some rows refer to that are about to go in the same transaction.
  ///
  /// @param table the archive, or a partition of it
  /// @param condition which rows
  static void note(Db transaction, String table, String condition, Object... parameters) {
    transaction.update(
        """
        INSERT INTO released_reference (ref, author)
          SELECT ref, author FROM (
            SELECT unnest(refs) AS ref, CASE WHEN NOT outgoing THEN peer ELSE
                (SELECT localpart || '@' || domainpart FROM account WHERE id = archive) END AS author
              FROM %s AS gone WHERE refs @> '{}' AND %s) AS released
          WHERE author IS NOT NULL
        """
            .formatted(table, condition),
        parameters);
  }

  /// Blocks until nothing that was noted is left.
  void work() {
    boolean more;
    do {
      more = db.transaction(this::batch);
    } while (more);
  }

  private boolean batch(Db transaction) {
    List<Row> noted =
        transaction.query(
            "SELECT id, ref, author FROM released_reference ORDER BY id LIMIT $1"
                + " FOR UPDATE SKIP LOCKED",
            (long) BATCH);
    for (Row row : noted) {
      String reference = row.text(1);
      if (!isReferredTo(transaction, reference)) {
        Jid author = Jid.parse(row.text(2));
        listeners.forEach(each -> each.released(reference, author));
      }
      transaction.update("DELETE FROM released_reference WHERE id = $1", row.bigint(0));
    }
    return noted.size() == BATCH;
  }

  private static boolean isReferredTo(Db transaction, String reference) {
    return transaction
        .queryOne(
            "SELECT EXISTS (SELECT FROM archive_message WHERE refs @> ARRAY[$1::text])", reference)
        .orElseThrow()
        .bool(0);
  }
}

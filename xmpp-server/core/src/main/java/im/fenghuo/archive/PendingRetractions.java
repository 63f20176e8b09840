package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.registry.Retractions;
import im.fenghuo.registry.Retractions.Retraction;
import im.fenghuo.storage.PgDb;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Retractions of messages that lie so far back that their writer does not wait for them. They are
/// stored with the retraction itself, and looked for step by step, one transaction each, so that
/// whatever happens they are found in the end. Nodes share the work.
public final class PendingRetractions {

  private static final Logger LOG = LoggerFactory.getLogger(PendingRetractions.class);

  /// How many rows the writer looks at itself for one retraction, and for all of a batch: some
  /// milliseconds.
  static final int AT_ONCE = 1000;

  private static final int AT_ONCE_IN_ALL = 20_000;

  /// How many rows one step looks at.
  private static final int STEP = 10_000;

  /// How many an archive may have: each may have to go through a whole conversation.
  private static final int MOST = 1000;

  private static final String ADD =
      """
      INSERT INTO pending_retraction (archive, seq, ids, below) SELECT $1, $2, $3, $4
        WHERE (SELECT count(*) FROM pending_retraction WHERE archive = $1) < $5
      """;

  private static final String NEXT =
      """
      SELECT pending.archive, pending.seq, ids, below, at, peer, outgoing, stanza
        FROM pending_retraction AS pending LEFT JOIN archive_message AS message
          ON message.archive = pending.archive AND message.seq = pending.seq AND stanza <> ''
        ORDER BY steps, pending.archive, pending.seq LIMIT 1 FOR UPDATE OF pending SKIP LOCKED
      """;

  private final PgDb db;
  private final Retractions rules;
  private final ReleasedReferences released;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final Semaphore working = new Semaphore(1);

  /// @param rules what messages take back
  /// @param released looks after what they referred to
  public PendingRetractions(PgDb db, Retractions rules, ReleasedReferences released) {
    this.db = db;
    this.rules = rules;
    this.released = released;
  }

  /// Blocks. Looks for what rows take back among the last messages before each, and notes it when
  /// there are more.
  ///
  /// @param transaction which has inserted them
  void begin(Db transaction, List<im.fenghuo.archive.Row> batch) {
    List<im.fenghuo.archive.Row> retracting =
        batch.stream().filter(row -> row.content().retraction() != null).toList();
    int most = Math.min(AT_ONCE, AT_ONCE_IN_ALL / Math.max(1, retracting.size()));
    for (im.fenghuo.archive.Row row : retracting) {
      begin(transaction, row, Objects.requireNonNull(row.content().retraction()), most);
    }
  }

  private void begin(Db transaction, im.fenghuo.archive.Row row, Retraction retraction, int most) {
    long archive = row.lane().archive();
    Search search =
        retraction.isInRoom()
            ? new RoomRetraction(transaction, rules)
                .begin(archive, row.number(), row.content(), retraction)
            : new Search(archive, row.content(), retraction, rules, row.number());
    if (search == null) {
      return;
    }
    new Tombstones(transaction).step(search, most);
    if (search.isOver()) {
      return;
    }
    int added =
        transaction.update(ADD, archive, row.number(), search.ids(), search.below(), (long) MOST);
    if (added == 0) {
      LOG.warn("Archive {} has too many retractions of old messages: one is left out", archive);
    }
  }

  /// Blocks until none is left, and what retracted messages referred to is looked after; or until
  /// another thread has been told to do it.
  public void work() {
    wanted.set(true);
    while (wanted.get() && working.tryAcquire()) {
      try {
        wanted.set(false);
        boolean more;
        do {
          more = db.transaction(this::step);
        } while (more);
        released.work();
      } catch (DbException e) {
        LOG.warn("Retractions wait for the database: {}", e.toString());
      } finally {
        working.release();
      }
    }
  }

  private boolean step(Db transaction) {
    Optional<Row> next = transaction.queryOne(NEXT);
    next.ifPresent(row -> step(transaction, row));
    return next.isPresent();
  }

  private void step(Db transaction, Row row) {
    Search search = search(transaction, row);
    if (search != null) {
      new Tombstones(transaction).step(search, STEP);
    }
    if (search == null || search.isOver()) {
      transaction.update(
          "DELETE FROM pending_retraction WHERE archive = $1 AND seq = $2",
          row.bigint(0),
          row.bigint(1));
    } else {
      transaction.update(
          """
          UPDATE pending_retraction SET ids = $3, below = $4, steps = steps + 1
            WHERE archive = $1 AND seq = $2
          """,
          row.bigint(0),
          row.bigint(1),
          search.ids(),
          search.below());
    }
  }

  /// The search as it was left; null when the retraction itself is gone, or is none any more.
  private @Nullable Search search(Db transaction, Row row) {
    if (row.isNull("stanza")) {
      return null;
    }
    try {
      Message message = Message.of(row.element(7));
      Retraction retraction = rules.of(message);
      if (retraction == null) {
        return null;
      }
      Jid bare = Jid.parse(row.text("peer"));
      Content content =
          new Content(
              row.instant("at"),
              bare,
              row.bool("outgoing"),
              row.bytes("stanza"),
              false,
              List.of(),
              retraction);
      long archive = row.bigint(0);
      long below = row.bigint("below");
      Search search =
          retraction.isInRoom()
              ? new RoomRetraction(transaction, rules).resume(archive, below, content, retraction)
              : new Search(archive, content, retraction, rules, below);
      if (search != null) {
        search.alsoFor(row.texts("ids"));
      }
      return search;
    } catch (StanzaException | XmlException e) {
      LOG.error("Retraction {} of archive {} is unreadable", row.bigint(1), row.bigint(0), e);
      return null;
    }
  }
}

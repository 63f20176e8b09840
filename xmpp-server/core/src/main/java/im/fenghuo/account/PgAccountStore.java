package im.fenghuo.account;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.archive.ArchiveEnd;
import im.fenghuo.archive.PgArchive;
import im.fenghuo.archive.PgPartitions;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.SearchWords;
import im.fenghuo.roster.PgRosterStore;
import im.fenghuo.roster.RosterItems;
import im.fenghuo.sasl.Credentials;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Accounts in the table `account`.
public final class PgAccountStore implements AccountStore {

  private static final long SLICE = 5000;

  private final Db db;
  private final PgPartitions partitions;

  public PgAccountStore(Db db) {
    this.db = db;
    this.partitions = new PgPartitions(db);
  }

  @Override
  public @Nullable AccountRecord find(Jid bareJid) {
    Row row =
        db.queryOne(
                """
                SELECT id, delivered, coalesce(scram, '') AS scram, roster_version, last_online,
                EXISTS (SELECT 1 FROM roster_item WHERE account = id) AS has_roster,
                coalesce(last.seq, 0) AS last, last.expires, retention_days
                FROM account LEFT JOIN LATERAL (%s) AS last ON true
                WHERE domainpart = $1 AND localpart = $2 AND NOT disabled\
                """
                    .formatted(PgArchive.lastRow("account.id")),
                bareJid.domainpart(),
                bareJid.localpart())
            .orElse(null);
    if (row == null) {
      return null;
    }
    long id = row.bigint("id");
    long version = row.bigint("roster_version");
    RosterItems roster =
        row.bool("has_roster")
            ? PgRosterStore.load(db, id, version)
            : new RosterItems(Map.of(), Map.of(), version);
    return new AccountRecord(
        id,
        row.bigint("delivered"),
        row.bigint("last") == 0
            ? ArchiveEnd.EMPTY
            : new ArchiveEnd(row.bigint("last"), row.integer("expires"), 0),
        row.isNull("retention_days") ? null : new Retention(row.integer("retention_days")),
        row.text("scram"),
        roster,
        row.instantOrNull("last_online"));
  }

  @Override
  public boolean exists(Jid bareJid) {
    return db.queryOne(
            "SELECT 1 FROM account WHERE domainpart = $1 AND localpart = $2",
            bareJid.domainpart(),
            bareJid.localpart())
        .isPresent();
  }

  @Override
  public boolean create(Jid bareJid, String credentials) {
    return db.update(
            """
            INSERT INTO account (domainpart, localpart, scram) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING\
            """,
            bareJid.domainpart(),
            bareJid.localpart(),
            credentials)
        == 1;
  }

  @Override
  public boolean updateCredentials(Jid bareJid, String credentials) {
    return db.update(
            "UPDATE account SET scram = $3 WHERE domainpart = $1 AND localpart = $2",
            bareJid.domainpart(),
            bareJid.localpart(),
            credentials)
        == 1;
  }

  @Override
  public boolean updateRetention(Jid bareJid, @Nullable Retention retention) {
    if (retention != null) {
      partitions.prepare(retention, partitions.today());
    }
    return db.update(
            "UPDATE account SET retention_days = $3 WHERE domainpart = $1 AND localpart = $2",
            bareJid.domainpart(),
            bareJid.localpart(),
            retention == null ? null : retention.days())
        == 1;
  }

  @Override
  public boolean remove(Jid bareJid) {
    return db.update(
            """
            WITH removed AS (
              DELETE FROM account WHERE domainpart = $1 AND localpart = $2 RETURNING id
            )
            INSERT INTO removed_archive (archive) SELECT id FROM removed\
            """,
            bareJid.domainpart(),
            bareJid.localpart())
        == 1;
  }

  @Override
  public void clearRemovedArchives() {
    for (Row archive : db.query("SELECT archive FROM removed_archive ORDER BY archive")) {
      clear(archive.bigint(0));
    }
  }

  private void clear(long archive) {
    long from = 0;
    while (from < Long.MAX_VALUE) {
      long to =
          db.queryOne(
                  """
                  SELECT seq FROM archive_message WHERE archive = $1 AND seq >= $2
                  ORDER BY seq OFFSET $3 LIMIT 1\
                  """,
                  archive,
                  from,
                  SLICE)
              .map(row -> row.bigint(0))
              .orElse(Long.MAX_VALUE);
      db.update(
          "DELETE FROM archive_message WHERE archive = $1 AND seq >= $2 AND seq < $3",
          archive,
          from,
          to);
      from = to;
    }
    SearchWords.forgetAll(db, archive);
    db.update("DELETE FROM removed_archive WHERE archive = $1", archive);
  }

  @Override
  public List<Jid> anonymous(int limit, @Nullable Jid after) {
    return db
        .query(
            """
            SELECT domainpart, localpart FROM account
            WHERE scram = $1 AND (domainpart, localpart) > ($2, $3)
            ORDER BY domainpart, localpart LIMIT $4\
            """,
            Credentials.ANONYMOUS,
            after == null ? "" : after.domainpart(),
            after == null ? "" : after.localpart(),
            limit)
        .stream()
        .map(row -> Jid.of(row.text(1), row.text(0), ""))
        .toList();
  }

  /// In the order of keys, so that two such statements never wait for each other in a circle.
  @Override
  public void save(Collection<Progress> accounts) {
    List<Progress> ordered =
        accounts.stream().sorted(Comparator.comparingLong(Progress::account)).toList();
    db.update(
        """
        UPDATE account SET delivered = greatest(account.delivered, given.delivered),
        last_online = greatest(account.last_online, given.last_online)
        FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[])
        AS given (id, delivered, last_online)
        WHERE account.id = given.id\
        """,
        ordered.stream().map(Progress::account).toArray(Long[]::new),
        ordered.stream().map(Progress::delivered).toArray(Long[]::new),
        ordered.stream().map(Progress::lastOnline).toArray(Instant[]::new));
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return db.queryOne(
            "SELECT last_online FROM account WHERE domainpart = $1 AND localpart = $2",
            bareJid.domainpart(),
            bareJid.localpart())
        .map(row -> row.instantOrNull(0))
        .orElse(null);
  }

  @Override
  public long count(String domain) {
    return db.queryOne("SELECT count(*) FROM account WHERE domainpart = $1", domain)
        .orElseThrow()
        .bigint(0);
  }

  @Override
  public List<String> localparts(String domain, int limit, String after) {
    return db
        .query(
            """
            SELECT localpart FROM account WHERE domainpart = $1 AND localpart > $2
            ORDER BY localpart LIMIT $3\
            """,
            domain,
            after,
            limit)
        .stream()
        .map(row -> row.text(0))
        .toList();
  }
}

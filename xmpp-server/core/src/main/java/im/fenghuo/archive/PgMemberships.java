package im.fenghuo.archive;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Memberships;
import im.fenghuo.api.Row;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Memberships in PostgreSQL.
final class PgMemberships implements Memberships {

  private static final String ADD =
      """
      INSERT INTO archive_member AS known (account, archive, jid, affiliated, bookmarked, since)
      SELECT account.id, $1, $2, $3, NOT $3, coalesce(
        (SELECT seq FROM archive_message WHERE archive = $1 ORDER BY seq DESC LIMIT 1), 0)
      FROM unnest($4::text[], $5::text[]) AS member (localpart, domainpart)
        JOIN account USING (localpart, domainpart)
      ORDER BY account.id
      ON CONFLICT (account, archive) DO UPDATE SET
        affiliated = known.affiliated OR excluded.affiliated,
        bookmarked = known.bookmarked OR excluded.bookmarked
      """;

  /// Whoever has no other ground goes.
  private static final String REMOVE =
      """
      WITH concerned AS (
        SELECT account FROM archive_member
        WHERE archive = $1 AND CASE WHEN $2 THEN affiliated ELSE bookmarked END
          AND ($3::text[] IS NULL OR account IN (
            SELECT id FROM account
              JOIN unnest($3::text[], $4::text[]) AS member (localpart, domainpart)
                USING (localpart, domainpart)))
        ORDER BY account FOR UPDATE
      ),
      gone AS (
        DELETE FROM archive_member AS known USING concerned
        WHERE known.archive = $1 AND known.account = concerned.account
          AND NOT (known.affiliated AND known.bookmarked)
      )
      UPDATE archive_member AS known
      SET affiliated = affiliated AND NOT $2, bookmarked = bookmarked AND $2
      FROM concerned
      WHERE known.archive = $1 AND known.account = concerned.account
        AND known.affiliated AND known.bookmarked
      """;

  private final Db db;

  PgMemberships(Db db) {
    this.db = db;
  }

  @Override
  public void add(Db transaction, Group group, Collection<Jid> members, Ground ground) {
    transaction.update(
        ADD,
        group.archive(),
        group.jid().toString(),
        ground == Ground.AFFILIATION,
        localparts(members),
        domainparts(members));
  }

  @Override
  public void remove(Db transaction, long archive, Collection<Jid> members, Ground ground) {
    transaction.update(
        REMOVE, archive, ground == Ground.AFFILIATION, localparts(members), domainparts(members));
  }

  @Override
  public void removeAll(Db transaction, long archive, Ground ground) {
    transaction.update(REMOVE, archive, ground == Ground.AFFILIATION, null, null);
  }

  @Override
  public void leaveAll(Db transaction, Account account, Ground ground) {
    boolean isAffiliation = ground == Ground.AFFILIATION;
    transaction.update(
        """
        DELETE FROM archive_member
        WHERE account = $1 AND affiliated = $2 AND bookmarked = NOT $2
        """,
        account.id(),
        isAffiliation);
    transaction.update(
        """
        UPDATE archive_member
        SET affiliated = affiliated AND NOT $2, bookmarked = bookmarked AND $2 WHERE account = $1
        """,
        account.id(),
        isAffiliation);
  }

  @Override
  public void end(Db transaction, long archive) {
    transaction.update("DELETE FROM archive_member WHERE archive = $1", archive);
  }

  private static String[] localparts(Collection<Jid> members) {
    return members.stream().map(Jid::localpart).toArray(String[]::new);
  }

  private static String[] domainparts(Collection<Jid> members) {
    return members.stream().map(Jid::domainpart).toArray(String[]::new);
  }

  @Override
  public Reach reach(long archive, long number) {
    return db.queryOne(
            """
            SELECT count(*), count(*) FILTER (WHERE greatest(displayed, marked) >= $2)
            FROM archive_member WHERE archive = $1
            """,
            archive,
            number)
        .map(row -> new Reach(row.bigint(0), row.bigint(1)))
        .orElseThrow();
  }

  @Override
  public List<Reader> readers(long archive, @Nullable Jid after, int limit) {
    return db
        .query(
            """
            SELECT localpart, domainpart, greatest(displayed, marked)
            FROM archive_member JOIN account ON account.id = archive_member.account
            WHERE archive = $1 AND (domainpart, localpart) > ($2, $3)
            ORDER BY domainpart, localpart LIMIT $4
            """,
            archive,
            after == null ? "" : after.domainpart(),
            after == null ? "" : after.localpart(),
            limit)
        .stream()
        .map(PgMemberships::reader)
        .toList();
  }

  private static Reader reader(Row row) {
    return new Reader(Jid.of(row.text(0), row.text(1), ""), row.bigint(2));
  }
}

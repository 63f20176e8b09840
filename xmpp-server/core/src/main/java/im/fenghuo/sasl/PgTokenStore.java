package im.fenghuo.sasl;

import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import java.time.Instant;
import java.util.List;

/// Tokens in the table `fast_token`.
public final class PgTokenStore implements TokenStore {

  private final Db db;

  public PgTokenStore(Db db) {
    this.db = db;
  }

  @Override
  public List<FastToken> find(String localpart, String domain, String client) {
    return db
        .query(
            """
            SELECT id, mechanism, issued, expires, count, used FROM fast_token
            WHERE domainpart = $1 AND localpart = $2 AND client = $3 ORDER BY expires DESC\
            """,
            domain,
            localpart,
            client)
        .stream()
        .map(row -> token(localpart, domain, client, row))
        .toList();
  }

  private static FastToken token(String localpart, String domain, String client, Row row) {
    return new FastToken(
        localpart,
        domain,
        client,
        Octets.of(row.bytes("id")),
        SaslMechanism.of(row.text("mechanism")).orElseThrow(),
        row.instant("issued"),
        row.instant("expires"),
        row.bigint("count"),
        row.bool("used"));
  }

  @Override
  public void add(FastToken token) {
    db.transaction(inside -> {
      inside.update(
          """
          DELETE FROM fast_token
          WHERE domainpart = $1 AND localpart = $2
          AND (client = $3 AND NOT used OR id IN (
            SELECT id FROM fast_token WHERE domainpart = $1 AND localpart = $2
            ORDER BY expires DESC OFFSET $4))\
          """,
          token.domain(),
          token.localpart(),
          token.client(),
          (long) CLIENTS_PER_ACCOUNT - 1);
      return inside.update(
          """
          INSERT INTO fast_token
          (domainpart, localpart, client, id, mechanism, issued, expires, count, used)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)\
          """,
          token.domain(),
          token.localpart(),
          token.client(),
          token.id().toBytes(),
          token.mechanism().text(),
          token.issued(),
          token.expires(),
          token.count(),
          token.isUsed());
    });
  }

  @Override
  public boolean use(FastToken token, long count) {
    return db.transaction(inside -> {
      int found =
          inside.update(
              """
              UPDATE fast_token SET used = true, count = greatest(count, $5)
              WHERE domainpart = $1 AND localpart = $2 AND client = $3 AND id = $4
              AND ($5 = 0 OR $5 > count)\
              """,
              token.domain(),
              token.localpart(),
              token.client(),
              token.id().toBytes(),
              count);
      if (found == 0) {
        return false;
      }
      inside.update(
          """
          DELETE FROM fast_token
          WHERE domainpart = $1 AND localpart = $2 AND client = $3 AND expires < $4\
          """,
          token.domain(),
          token.localpart(),
          token.client(),
          token.expires());
      return true;
    });
  }

  @Override
  public void remove(FastToken token) {
    db.update(
        "DELETE FROM fast_token WHERE domainpart = $1 AND localpart = $2 AND client = $3 AND id = $4",
        token.domain(),
        token.localpart(),
        token.client(),
        token.id().toBytes());
  }

  @Override
  public void removeAll(String localpart, String domain) {
    db.update("DELETE FROM fast_token WHERE domainpart = $1 AND localpart = $2", domain, localpart);
  }

  @Override
  public void removeExpired(Instant time) {
    db.update("DELETE FROM fast_token WHERE expires < $1", time);
  }
}

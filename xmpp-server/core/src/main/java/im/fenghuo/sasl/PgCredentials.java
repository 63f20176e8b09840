package im.fenghuo.sasl;

import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Credentials in the column `scram` of the table `account`.
public final class PgCredentials implements Credentials {

  private final Db db;

  public PgCredentials(Db db) {
    this.db = db;
  }

  @Override
  public @Nullable ScramCredentials find(String localpart, String domain) {
    return db.queryOne(
            """
            SELECT scram FROM account
            WHERE domainpart = $1 AND localpart = $2 AND NOT disabled
            AND scram NOT IN ('', $3)\
            """,
            domain,
            localpart,
            ANONYMOUS)
        .map(row -> ScramCredentials.ofText(row.text(0)))
        .orElse(null);
  }

  @Override
  public void add(String localpart, String domain, ScramKeys keys) {
    db.transaction(inside -> {
      Optional<Row> row =
          inside.queryOne(
              "SELECT id, scram FROM account WHERE domainpart = $1 AND localpart = $2"
                  + " FOR UPDATE",
              domain,
              localpart);
      return row.map(found -> added(inside, found, keys)).orElse(0);
    });
  }

  private static int added(Db inside, Row found, ScramKeys keys) {
    ScramCredentials known = ScramCredentials.ofText(found.text("scram"));
    return inside.update(
        "UPDATE account SET scram = $2 WHERE id = $1",
        found.bigint("id"),
        known.with(keys).toText());
  }

  @Override
  public void addAnonymous(String localpart, String domain) {
    db.update(
        "INSERT INTO account (domainpart, localpart, scram) VALUES ($1, $2, $3)",
        domain,
        localpart,
        ANONYMOUS);
  }
}

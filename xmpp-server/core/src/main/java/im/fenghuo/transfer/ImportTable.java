package im.fenghuo.transfer;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which accounts have come from which file. While one comes in it is disabled: nobody signs in,
/// and for others it does not exist. Everything blocks.
record ImportTable(Db db) {

  /// An account that comes in.
  ///
  /// @param isThere whether all of it has come in before
  record Incoming(long id, boolean isThere) {}

  /// Begins an import, or goes on with one that was cut off.
  ///
  /// @param digest of the file
  /// @throws StanzaException `conflict` when there is such an account, or another file's import of
  ///   it has not ended
  Incoming begin(Jid account, String digest) throws StanzaException {
    return db.<Incoming, StanzaException>transaction(inside -> {
      inside.update(
          """
          WITH made AS (
            INSERT INTO account (domainpart, localpart, disabled) VALUES ($1, $2, true)
            ON CONFLICT DO NOTHING RETURNING id
          )
          INSERT INTO account_import (account, digest) SELECT id, $3 FROM made\
          """,
          account.domainpart(),
          account.localpart(),
          digest);
      Row row =
          inside
              .queryOne(
                  """
                  SELECT id, coalesce(digest, '') AS digest, ended
                  FROM account LEFT JOIN account_import ON account = id
                  WHERE domainpart = $1 AND localpart = $2\
                  """,
                  account.domainpart(),
                  account.localpart())
              .orElseThrow();
      boolean isThere = row.instantOrNull("ended") != null;
      if (row.text("digest").isEmpty() || (isThere && !row.text("digest").equals(digest))) {
        throw new StanzaException(Condition.CONFLICT, "the account exists already");
      }
      if (!row.text("digest").equals(digest)) {
        throw new StanzaException(
            Condition.CONFLICT,
            "the import of another file was cut off; import that one, or remove the account");
      }
      return new Incoming(row.bigint("id"), isThere);
    });
  }

  /// All has come in: from now on it is an account like all others.
  ///
  /// @param credentials as they are stored, null for none
  /// @param delivered the last number that needs no delivery
  void end(long id, @Nullable String credentials, long delivered, @Nullable Instant lastOnline) {
    db.transaction(inside -> {
      inside.update(
          """
          UPDATE account SET disabled = false, scram = $2, delivered = $3, last_online = $4
          WHERE id = $1\
          """,
          id,
          credentials,
          delivered,
          lastOnline);
      return inside.update("UPDATE account_import SET ended = now() WHERE account = $1", id);
    });
  }
}

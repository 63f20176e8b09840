package im.fenghuo.muc.mention;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Mentions in the database. Everything blocks.
final class PgMentionStore implements MentionStore {

  static final List<String> SCHEMA = List.of("schema/0001-muc-mention.sql");

  private static final Duration KEPT = Duration.ofDays(90);
  private static final int AT_A_TIME = 1000;

  private final Db db;

  PgMentionStore(Db db) {
    this.db = db;
  }

  @Override
  public void add(long room, long number, Set<Jid> accounts, boolean everybody, Instant at) {
    List<String> those =
        everybody ? List.of("") : accounts.stream().map(Jid::toString).sorted().toList();
    db.update(
        """
        INSERT INTO muc_mention (room, seq, account, everybody, at)
        SELECT $1, $2, account, $4, $5 FROM unnest($3::text[]) AS account
        ON CONFLICT DO NOTHING
        """,
        room,
        number,
        those,
        everybody,
        at);
  }

  @Override
  public void clean(Instant now) {
    int removed;
    do {
      removed =
          db.update(
              """
              DELETE FROM muc_mention WHERE (room, seq, account) IN
                (SELECT room, seq, account FROM muc_mention WHERE at < $1 LIMIT $2)
              """,
              now.minus(KEPT),
              AT_A_TIME);
    } while (removed == AT_A_TIME);
  }
}

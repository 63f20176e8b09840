package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.Db;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of hashes, in the database. Everything blocks.
final class CapsTable {

  /// The oldest are forgotten: they can be asked for again.
  private static final long KEPT = 10_000;

  private final Db db;

  CapsTable(Db db) {
    this.db = db;
  }

  Optional<Set<String>> find(Caps.Key key) {
    return db.queryOne(
            "SELECT features FROM caps WHERE hash = $1 AND ver = $2", key.hash(), key.ver())
        .map(row -> Set.copyOf(row.texts(0)));
  }

  void put(Caps.Key key, List<String> features) {
    db.update(
        """
        INSERT INTO caps (hash, ver, features) VALUES ($1, $2, $3)
        ON CONFLICT (hash, ver) DO UPDATE SET learnt = now()
        """,
        key.hash(),
        key.ver(),
        features.toArray(String[]::new));
    db.update(
        """
        DELETE FROM caps WHERE learnt < (
          SELECT learnt FROM caps ORDER BY learnt DESC OFFSET $1 LIMIT 1)
        """,
        KEPT);
  }
}

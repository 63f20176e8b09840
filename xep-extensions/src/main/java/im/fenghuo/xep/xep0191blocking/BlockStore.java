package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Block lists in the database. Everything blocks.
final class BlockStore {

  private static final int MAX_BLOCKED = 10_000;

  private final Db db;

  BlockStore(Db db) {
    this.db = db;
  }

  BlockList load(long account) {
    return load(db, account);
  }

  private static BlockList load(Db db, long account) {
    return BlockList.of(
        db.query("SELECT jid FROM blocked WHERE account = $1", account).stream()
            .map(row -> Jid.parse(row.text(0)))
            .toList());
  }

  /// Adds to the list. Changes of one account are made one after the other, and `changed` hears of
  /// them in that order.
  ///
  /// @throws StanzaException `resource-constraint` for a list that is too long
  void block(long account, Collection<Jid> jids, Consumer<BlockList> changed)
      throws StanzaException {
    db.<BlockList, StanzaException>transaction(transaction -> {
      lock(transaction, account);
      transaction.update(
          "INSERT INTO blocked (account, jid) SELECT $1, unnest($2::text[])"
              + " ON CONFLICT DO NOTHING",
          account,
          strings(jids));
      BlockList list = load(transaction, account);
      if (list.jids().size() > MAX_BLOCKED) {
        throw new StanzaException(
            Condition.RESOURCE_CONSTRAINT, "at most " + MAX_BLOCKED + " JIDs can be blocked");
      }
      changed.accept(list);
      return list;
    });
  }

  /// Takes from the list; everything, when none are named.
  void unblock(long account, Collection<Jid> jids, Consumer<BlockList> changed) {
    db.<BlockList, RuntimeException>transaction(transaction -> {
      lock(transaction, account);
      if (jids.isEmpty()) {
        transaction.update("DELETE FROM blocked WHERE account = $1", account);
      } else {
        transaction.update(
            "DELETE FROM blocked WHERE account = $1 AND jid = ANY ($2::text[])",
            account,
            strings(jids));
      }
      BlockList list = load(transaction, account);
      changed.accept(list);
      return list;
    });
  }

  private static void lock(Db transaction, long account) {
    transaction.query("SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE", account);
  }

  private static List<String> strings(Collection<Jid> jids) {
    return jids.stream().map(Jid::toString).toList();
  }
}

package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The items in the database. Everything blocks. An item that has expired is not there.
final class ItemTable {

  /// So much content is in one answer at the most, and one item in any case.
  private static final long ANSWER_BYTES = 4_000_000;

  private ItemTable() {}

  private static Item item(Row row) {
    return new Item(
        row.text("id"),
        Jid.parse(row.text("publisher")),
        row.instant("published"),
        Item.parse(row.bytesOrNull("payload")));
  }

  /// Adds an item, or replaces the one with its id; either way it is the newest then.
  static void put(Db db, Node node, Item item) {
    long seq =
        db.queryOne(
                "UPDATE pubsub_node SET next_seq = next_seq + 1 WHERE id = $1 RETURNING next_seq",
                node.id())
            .orElseThrow()
            .bigint(0);
    db.update(
        """
        INSERT INTO pubsub_item (node, id, seq, publisher, published, payload)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (node, id) DO UPDATE SET seq = excluded.seq, publisher = excluded.publisher,
          published = excluded.published, payload = excluded.payload
        """,
        node.id(),
        item.id(),
        seq,
        item.publisher().toString(),
        item.published(),
        item.payload() == null ? null : item.payload().toBytes(""));
  }

  /// Removes what has expired, and the oldest items where there are more than may be.
  static void trim(Db db, Node node, int max, Instant notBefore) {
    db.update(
        """
        DELETE FROM pubsub_item WHERE node = $1 AND (published < $2 OR seq <= (
          SELECT seq FROM pubsub_item WHERE node = $1 ORDER BY seq DESC OFFSET $3 LIMIT 1))
        """,
        node.id(),
        notBefore,
        (long) max);
  }

  static long count(Db db, Node node, Instant notBefore) {
    return db.queryOne(
            "SELECT count(*) FROM pubsub_item WHERE node = $1 AND published >= $2",
            node.id(),
            notBefore)
        .orElseThrow()
        .bigint(0);
  }

  static Optional<Item> find(Db db, Node node, String id, Instant notBefore) {
    return db.queryOne(
            """
            SELECT id, publisher, published, payload FROM pubsub_item
            WHERE node = $1 AND id = $2 AND published >= $3
            """,
            node.id(),
            id,
            notBefore)
        .map(ItemTable::item);
  }

  /// The newest items, oldest of them first.
  static List<Item> newest(Db db, Node node, int max, Instant notBefore) {
    return db
        .query(
            """
            SELECT id, publisher, published, payload FROM (
              SELECT *, sum(length(payload)) OVER (ORDER BY seq DESC) AS size,
                row_number() OVER (ORDER BY seq DESC) AS place
              FROM pubsub_item WHERE node = $1 AND published >= $2
              ORDER BY seq DESC LIMIT $3) AS newest
            WHERE place = 1 OR coalesce(size, 0) <= $4 ORDER BY seq
            """,
            node.id(),
            notBefore,
            (long) max,
            ANSWER_BYTES)
        .stream()
        .map(ItemTable::item)
        .toList();
  }

  /// An item and its place in the order of publication.
  record Placed(long place, Item item) {}

  /// The items behind a place, oldest first.
  static List<Placed> page(Db db, Node node, long after, int max, Instant notBefore) {
    return db
        .query(
            """
            SELECT seq, id, publisher, published, payload FROM pubsub_item
            WHERE node = $1 AND seq > $2 AND published >= $4 ORDER BY seq LIMIT $3
            """,
            node.id(),
            after,
            (long) max,
            notBefore)
        .stream()
        .map(row -> new Placed(row.bigint("seq"), item(row)))
        .toList();
  }

  /// Their ids, oldest first.
  static List<String> ids(Db db, Node node, Instant notBefore) {
    return db
        .query(
            "SELECT id FROM pubsub_item WHERE node = $1 AND published >= $2 ORDER BY seq",
            node.id(),
            notBefore)
        .stream()
        .map(row -> row.text(0))
        .toList();
  }

  /// Those of the items that are there, oldest first.
  static List<Item> of(Db db, Node node, List<String> ids, Instant notBefore) {
    return db
        .query(
            """
            SELECT id, publisher, published, payload FROM pubsub_item
            WHERE node = $1 AND id = ANY($2) AND published >= $3 ORDER BY seq
            """,
            node.id(),
            ids.toArray(String[]::new),
            notBefore)
        .stream()
        .map(ItemTable::item)
        .toList();
  }

  static void remove(Db db, Node node, String id) {
    db.update("DELETE FROM pubsub_item WHERE node = $1 AND id = $2", node.id(), id);
  }

  static void clear(Db db, Node node) {
    db.update("DELETE FROM pubsub_item WHERE node = $1", node.id());
  }
}

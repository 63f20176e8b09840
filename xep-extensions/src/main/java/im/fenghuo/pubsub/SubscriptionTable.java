package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The subscriptions in the database. Everything blocks. One that has expired is not there.
final class SubscriptionTable {

  private static final String COLUMNS =
      "SELECT jid, pending, deliver, expires FROM pubsub_subscription ";
  private static final String VALID = " AND (expires IS NULL OR expires > now())";

  private SubscriptionTable() {}

  /// One subscription, and to what.
  record ToNode(String node, Subscription subscription) {}

  private static Subscription subscription(Row row) {
    return new Subscription(
        Jid.parse(row.text("jid")),
        row.bool("pending"),
        row.bool("deliver"),
        row.instantOrNull("expires"));
  }

  static Optional<Subscription> find(Db db, Node node, Jid jid) {
    return db.queryOne(COLUMNS + "WHERE node = $1 AND jid = $2" + VALID, node.id(), jid.toString())
        .map(SubscriptionTable::subscription);
  }

  /// Whether one of the entity's JIDs is subscribed, and not pending.
  static boolean isSubscribed(Db db, Node node, Jid entity) {
    return db.queryOne(
                "SELECT count(*) FROM pubsub_subscription WHERE node = $1 AND entity = $2 AND NOT pending"
                    + VALID,
                node.id(),
                entity.toString())
            .orElseThrow()
            .bigint(0)
        > 0;
  }

  static List<Subscription> all(Db db, Node node) {
    return db.query(COLUMNS + "WHERE node = $1" + VALID + " ORDER BY jid", node.id()).stream()
        .map(SubscriptionTable::subscription)
        .toList();
  }

  static long count(Db db, Node node) {
    return db.queryOne("SELECT count(*) FROM pubsub_subscription WHERE node = $1", node.id())
        .orElseThrow()
        .bigint(0);
  }

  static void put(Db db, Node node, Subscription subscription) {
    Instant expires = subscription.expires();
    db.update(
        """
        INSERT INTO pubsub_subscription (node, jid, entity, pending, deliver, expires)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (node, jid) DO UPDATE SET pending = excluded.pending,
          deliver = excluded.deliver, expires = excluded.expires
        """,
        node.id(),
        subscription.jid().toString(),
        subscription.jid().bare().toString(),
        subscription.pending(),
        subscription.deliver(),
        expires);
  }

  static void remove(Db db, Node node, Jid jid) {
    db.update(
        "DELETE FROM pubsub_subscription WHERE node = $1 AND jid = $2", node.id(), jid.toString());
  }

  /// Ends all subscriptions of an entity.
  static List<Subscription> removeEntity(Db db, Node node, Jid entity) {
    return db
        .query(
            """
            DELETE FROM pubsub_subscription WHERE node = $1 AND entity = $2
            RETURNING jid, pending, deliver, expires
            """,
            node.id(),
            entity.toString())
        .stream()
        .map(SubscriptionTable::subscription)
        .toList();
  }

  /// What an entity is subscribed to at a host.
  static List<ToNode> of(Db db, Host host, Jid entity) {
    return db
        .query(
            """
            SELECT n.name, s.jid, s.pending, s.deliver, s.expires
            FROM pubsub_subscription s JOIN pubsub_node n ON n.id = s.node
            WHERE n.host = $1 AND s.entity = $2 AND (expires IS NULL OR expires > now())
            ORDER BY n.name, s.jid
            """,
            host.jid().toString(),
            entity.toString())
        .stream()
        .map(row -> new ToNode(row.text("name"), subscription(row)))
        .toList();
  }
}

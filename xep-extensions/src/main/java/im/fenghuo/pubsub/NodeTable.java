package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.util.List;
import java.util.Optional;

/// The nodes in the database. Everything blocks.
final class NodeTable {

  private static final String COLUMNS =
      "SELECT id, name, config, creator, created FROM pubsub_node ";

  private NodeTable() {}

  /// The node of that name.
  ///
  /// @throws StanzaException `item-not-found`
  static Node get(Db db, Host host, String name) throws StanzaException {
    return find(db, host, name).orElseThrow(Errors::noSuchNode);
  }

  static Optional<Node> find(Db db, Host host, String name) {
    return db.queryOne(COLUMNS + "WHERE host = $1 AND name = $2", host.jid().toString(), name)
        .map(NodeTable::node);
  }

  /// The node of that name of an account.
  static Optional<Node> find(Db db, long account, String name) {
    return db.queryOne(COLUMNS + "WHERE account = $1 AND name = $2", account, name)
        .map(NodeTable::node);
  }

  /// The node of that name, and nobody else changes it until the transaction ends.
  static Optional<Node> lock(Db db, Host host, String name) {
    return db.queryOne(
            COLUMNS + "WHERE host = $1 AND name = $2 FOR UPDATE", host.jid().toString(), name)
        .map(NodeTable::node);
  }

  static Node node(Row row) {
    return new Node(
        row.bigint("id"),
        row.text("name"),
        NodeConfig.of(row.bytes("config")),
        row.text("creator"),
        row.instant("created"));
  }

  /// Makes a node; empty when there is one of that name.
  static Optional<Node> create(Db db, Host host, String name, Jid creator, NodeConfig config) {
    return db.queryOne(
            """
            INSERT INTO pubsub_node (host, account, name, creator, config, access_model, send_last)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (host, name) DO NOTHING
            RETURNING id, name, config, creator, created
            """,
            host.jid().toString(),
            host.account(),
            name,
            creator.toString(),
            config.toBytes(),
            config.accessModel(),
            config.sendLast())
        .map(NodeTable::node);
  }

  static long countOf(Db db, Host host, Jid creator) {
    return db.queryOne(
            "SELECT count(*) FROM pubsub_node WHERE host = $1 AND creator = $2",
            host.jid().toString(),
            creator.toString())
        .orElseThrow()
        .bigint(0);
  }

  static void configure(Db db, Node node, NodeConfig config) {
    db.update(
        "UPDATE pubsub_node SET config = $2, access_model = $3, send_last = $4 WHERE id = $1",
        node.id(),
        config.toBytes(),
        config.accessModel(),
        config.sendLast());
  }

  static void delete(Db db, Node node) {
    db.update("DELETE FROM pubsub_node WHERE id = $1", node.id());
  }

  /// The nodes of a host by name, without those that only a closed circle knows, unless the entity
  /// belongs to it.
  ///
  /// @param all whether the entity may see all
  static List<Node> list(Db db, Host host, Jid entity, boolean all) {
    return db
        .query(
            COLUMNS
                + """
                WHERE host = $1 AND ($3 OR access_model NOT IN ('whitelist')
                  OR EXISTS (SELECT FROM pubsub_affiliation a
                    WHERE a.node = id AND a.jid = $2 AND a.affiliation NOT IN ('outcast')))
                ORDER BY name
                """,
            host.jid().toString(),
            entity.toString(),
            all)
        .stream()
        .map(NodeTable::node)
        .toList();
  }
}

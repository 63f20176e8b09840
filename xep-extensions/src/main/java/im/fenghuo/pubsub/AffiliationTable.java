package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The affiliations in the database. Everything blocks.
final class AffiliationTable {

  private AffiliationTable() {}

  /// What an entity may do; whoever the host belongs to owns every node.
  static Affiliation of(Db db, Host host, Node node, Jid entity) {
    if (host.isOwnedBy(entity)) {
      return Affiliation.OWNER;
    }
    return db.queryOne(
            "SELECT affiliation FROM pubsub_affiliation WHERE node = $1 AND jid = $2",
            node.id(),
            entity.toString())
        .map(row -> affiliation(row.text(0)))
        .orElse(Affiliation.NONE);
  }

  private static Affiliation affiliation(String stored) {
    return Objects.requireNonNull(Affiliation.of(stored), stored);
  }

  static Map<Jid, Affiliation> all(Db db, Host host, Node node) {
    Map<Jid, Affiliation> all = new LinkedHashMap<>();
    if (host.isPersonal()) {
      all.put(host.jid(), Affiliation.OWNER);
    }
    db.query(
            "SELECT jid, affiliation FROM pubsub_affiliation WHERE node = $1 ORDER BY jid",
            node.id())
        .forEach(row -> all.put(Jid.parse(row.text(0)), affiliation(row.text(1))));
    return all;
  }

  static List<Jid> owners(Db db, Host host, Node node) {
    return all(db, host, node).entrySet().stream()
        .filter(each -> each.getValue() == Affiliation.OWNER)
        .map(Map.Entry::getKey)
        .toList();
  }

  static void put(Db db, Node node, Jid entity, Affiliation affiliation) {
    if (affiliation == Affiliation.NONE) {
      db.update(
          "DELETE FROM pubsub_affiliation WHERE node = $1 AND jid = $2",
          node.id(),
          entity.toString());
      return;
    }
    db.update(
        """
        INSERT INTO pubsub_affiliation (node, jid, affiliation) VALUES ($1, $2, $3)
        ON CONFLICT (node, jid) DO UPDATE SET affiliation = excluded.affiliation
        """,
        node.id(),
        entity.toString(),
        affiliation.value());
  }

  /// An entity's affiliations with the nodes of a host, by node.
  static Map<String, Affiliation> of(Db db, Host host, Jid entity) {
    Map<String, Affiliation> found = new LinkedHashMap<>();
    String sql =
        host.isPersonal() && host.isOwnedBy(entity)
            ? """
            SELECT name, 'owner' AS affiliation FROM pubsub_node
            WHERE host = $1 AND $2 <> '' ORDER BY name
            """
            : """
            SELECT n.name, a.affiliation
            FROM pubsub_affiliation a JOIN pubsub_node n ON n.id = a.node
            WHERE n.host = $1 AND a.jid = $2 ORDER BY n.name
            """;
    db.query(sql, host.jid().toString(), entity.toString())
        .forEach(row -> found.put(row.text(0), affiliation(row.text(1))));
    return found;
  }
}

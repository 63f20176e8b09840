package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Row;
import im.fenghuo.api.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a client gets of its own account and of its contacts when it comes online (XEP-0163
/// §4.3.4). Of all accounts of this server in one query, so that those who are away need not be
/// loaded.
final class LastItems {

  private final Engine engine;
  private final Directory directory;

  /// @param directory knows who lives here
  LastItems(Engine engine, Directory directory) {
    this.engine = engine;
    this.directory = directory;
  }

  /// Sends the last items of nodes. Blocks. Nodes for some groups of a roster are left out: who is
  /// in them, only their account knows.
  void send(Account account, Session session, Collection<String> nodes) {
    List<String> hosts = new ArrayList<>();
    hosts.add(account.jid().toString());
    for (Roster.Item item : account.roster().items()) {
      if (item.subscription().to() && directory.domains().contains(item.jid().domainpart())) {
        hosts.add(item.jid().toString());
      }
    }
    send(account, session, hosts, nodes);
  }

  /// Sends the last items of one contact, whose presence the account sees since a moment ago.
  /// Blocks.
  void send(Account account, Session session, Jid contact, Collection<String> nodes) {
    send(account, session, List.of(contact.toString()), nodes);
  }

  private void send(
      Account account, Session session, List<String> hosts, Collection<String> nodes) {
    engine
        .db()
        .query(
            """
            SELECT n.id, n.host, n.name, n.config, n.creator, n.created,
              i.id AS item, i.publisher, i.published, i.payload
            FROM pubsub_node n
            JOIN LATERAL (SELECT * FROM pubsub_item WHERE node = n.id ORDER BY seq DESC LIMIT 1) i
              ON true
            LEFT JOIN pubsub_affiliation a ON a.node = n.id AND a.jid = $3
            WHERE n.host = ANY($1) AND n.name = ANY($2) AND n.send_last = 'on_sub_and_presence'
              AND (n.host = $3 OR a.affiliation IN ('owner', 'publisher', 'member')
                OR (a.affiliation IS NULL AND n.access_model IN ('open', 'presence')))
            ORDER BY i.published
            """,
            hosts.toArray(String[]::new),
            nodes.toArray(String[]::new),
            account.jid().toString())
        .forEach(row -> send(session, row));
  }

  private void send(Session session, Row row) {
    Node node = NodeTable.node(row);
    Item item =
        new Item(
            row.text("item"),
            Jid.parse(row.text("publisher")),
            row.instant("published"),
            Item.parse(row.bytesOrNull("payload")));
    if (item.published().isBefore(engine.notBefore(node.config()))
        || !node.config().is(ConfigField.DELIVER_NOTIFICATIONS)) {
      return;
    }
    session.send(Fanout.last(Jid.parse(row.text("host")), false, node, session.jid(), item));
  }
}

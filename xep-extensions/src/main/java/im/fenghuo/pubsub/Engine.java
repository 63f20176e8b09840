package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.time.Clock;
import java.time.Instant;

/// What all operations need.
record Engine(
    Db db, Clock clock, PubsubSettings settings, Turns turns, Fanout fanout, Changes changes) {

  /// Items of a node that are older are gone.
  Instant notBefore(NodeConfig config) {
    String expire = config.value(ConfigField.ITEM_EXPIRE);
    return expire.equals("max")
        ? Instant.EPOCH
        : clock.instant().minusSeconds(Long.parseLong(expire));
  }

  /// How many items a node keeps.
  int maxItems(NodeConfig config) {
    return config.number(ConfigField.MAX_ITEMS, settings.items());
  }

  /// Makes a node. Blocks.
  ///
  /// @throws StanzaException `conflict` when it is there, `policy-violation` when there are too
  ///   many
  Node create(Db db, Host host, String name, Jid creator, NodeConfig config)
      throws StanzaException {
    if (NodeTable.countOf(db, host, creator) >= settings.nodes()) {
      throw Errors.of(
          Condition.POLICY_VIOLATION,
          "max-nodes-exceeded",
          "nobody has more than " + settings.nodes() + " nodes");
    }
    Node node =
        NodeTable.create(db, host, name, creator, config)
            .orElseThrow(() -> new StanzaException(Condition.CONFLICT, "this node exists already"));
    if (!host.isPersonal()) {
      AffiliationTable.put(db, node, creator, Affiliation.OWNER);
    }
    return node;
  }
}

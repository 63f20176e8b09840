package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;

/// The nodes of accounts, as extensions use them on their behalf. Everything blocks.
public final class PersonalNodes {

  private final Engine engine;
  private final Publishing publishing;

  PersonalNodes(Engine engine, Publishing publishing) {
    this.engine = engine;
    this.publishing = publishing;
  }

  /// All items of a node, oldest first; none where there is no such node.
  public List<Item> items(Account account, String node) {
    return items(engine.db(), account.id(), node);
  }

  /// The same in a transaction, or for an account that is not in use yet.
  ///
  /// @param account its key in the database
  public List<Item> items(Db db, long account, String node) {
    Optional<Node> found = NodeTable.find(db, account, node);
    return found.isEmpty()
        ? List.of()
        : ItemTable.newest(
            db, found.get(), engine.settings().items(), engine.notBefore(found.get().config()));
  }

  /// One item.
  public Optional<Item> item(Account account, String node, String id) {
    Optional<Node> found = NodeTable.find(engine.db(), new AccountHost(account), node);
    return found.flatMap(
        each -> ItemTable.find(engine.db(), each, id, engine.notBefore(each.config())));
  }

  /// Who may read a node, as it is written in forms; "" where there is no such node.
  public String accessModel(Account account, String node) {
    return NodeTable.find(engine.db(), new AccountHost(account), node)
        .map(found -> found.config().accessModel())
        .orElse("");
  }

  /// Publishes an item, as a client of the account would.
  ///
  /// @param config of the node, if it has to be made
  /// @throws StanzaException what a client would get
  public void publish(Account account, String node, String id, Element payload, NodeConfig config)
      throws StanzaException {
    AccountHost host = new AccountHost(account);
    if (NodeTable.find(engine.db(), host, node).isEmpty()) {
      make(host, node, config);
    }
    Element item = Element.of(Names.PUBSUB, "item").attribute("id", id).child(payload).build();
    publishing.publish(ask(host, "publish", node, item));
  }

  private void make(AccountHost host, String node, NodeConfig config) throws StanzaException {
    try {
      engine.db().transaction(db -> engine.create(db, host, node, host.jid(), config));
    } catch (StanzaException e) {
      if (e.condition() != Condition.CONFLICT) { // else a client was quicker
        throw e;
      }
    }
  }

  /// Retracts an item, as a client of the account would.
  ///
  /// @throws StanzaException what a client would get
  public void retract(Account account, String node, String id) throws StanzaException {
    Element item = Element.of(Names.PUBSUB, "item").attribute("id", id).build();
    publishing.retract(ask(new AccountHost(account), "retract", node, item));
  }

  private static Ask ask(AccountHost host, String name, String node, Element item) {
    Element action =
        Element.of(Names.PUBSUB, name)
            .attribute("node", node)
            .attribute("notify", name.equals("retract") ? "true" : null)
            .child(item)
            .build();
    return new Ask(host, host.jid(), Ask.answer(Names.PUBSUB, action), action);
  }
}

package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Subscribing and unsubscribing (XEP-0060 §6.1, §6.2) and what an entity has (§5.6, §5.7). An
/// entity subscribes each of its JIDs once. Everything blocks.
final class Subscribing {

  private final Engine engine;

  Subscribing(Engine engine) {
    this.engine = engine;
  }

  private record Done(Node node, Subscription subscription, boolean isNew) {}

  /// §6.1.
  Element subscribe(Ask ask) throws StanzaException {
    String name = ask.node();
    Jid jid =
        ask.subscriber(
            Errors.of(Condition.BAD_REQUEST, "invalid-jid", "subscribe one of your own JIDs"));
    DataForm options = options(ask.pubsub());
    Done done =
        engine
            .turns()
            .of(
                ask.host(),
                name,
                () -> {
                  Done stored = engine.db().transaction(db -> store(db, ask, name, jid, options));
                  if (stored.isNew()) {
                    welcome(ask, stored);
                  }
                  return stored;
                });
    Element answer =
        Ask.answer(Names.PUBSUB, done.subscription().toElement(Names.PUBSUB, done.node().name()));
    return options == null
        ? answer
        : answer.with(Options.element(done.node(), done.subscription(), DataForm.Type.RESULT));
  }

  private static @Nullable DataForm options(Element pubsub) throws StanzaException {
    Element options = pubsub.child(Names.PUBSUB, "options");
    if (options == null) {
      return null;
    }
    if (options.attribute("node") != null || options.attribute("jid") != null) {
      throw new StanzaException(Condition.BAD_REQUEST, "the subscription says node and JID");
    }
    return DataForm.in(options);
  }

  private Done store(Db db, Ask ask, String name, Jid jid, @Nullable DataForm options)
      throws StanzaException {
    Node node = NodeTable.lock(db, ask.host(), name).orElseThrow(Errors::noSuchNode);
    if (!node.config().is(ConfigField.SUBSCRIBE)) {
      throw Errors.unsupported("subscribe");
    }
    boolean pending = Access.subscribe(db, ask.host(), node, ask.entity());
    Optional<Subscription> before = SubscriptionTable.find(db, node, jid);
    if (before.isPresent() && before.get().pending() && pending) {
      throw Errors.of(Condition.NOT_AUTHORIZED, "pending-subscription", "it is not decided yet");
    }
    if (before.isEmpty() && SubscriptionTable.count(db, node) >= engine.settings().members()) {
      throw Errors.of(
          Condition.POLICY_VIOLATION, "too-many-subscriptions", "the node has too many");
    }
    boolean isAllowed = !pending || before.isPresent();
    Subscription subscription =
        Options.apply(before.orElse(Subscription.of(jid, !isAllowed)), options);
    SubscriptionTable.put(db, node, subscription);
    return new Done(node, subscription, before.isEmpty());
  }

  /// A new subscriber gets the last item (§6.1.7), or owners are asked (§8.6).
  private void welcome(Ask ask, Done done) {
    Node node = done.node();
    if (done.subscription().pending()) {
      for (Jid owner : AffiliationTable.owners(engine.db(), ask.host(), node)) {
        ask.host().send(Approvals.question(ask.host(), node, owner, done.subscription().jid()));
      }
    } else {
      tellLast(ask.host(), node, done.subscription().jid());
    }
  }

  /// Sends somebody the last item, if the node is configured so.
  void tellLast(Host host, Node node, Jid jid) {
    if (!node.config().sendLast().equals("never")) {
      for (Item item : ItemTable.newest(engine.db(), node, 1, engine.notBefore(node.config()))) {
        host.send(Fanout.last(host.jid(), Reading.namesPublishers(host, node), node, jid, item));
      }
    }
  }

  /// §6.2.
  Element unsubscribe(Ask ask) throws StanzaException {
    String name = ask.node();
    Jid jid = ask.subscriber(Errors.forbidden("unsubscribe your own JIDs"));
    return engine
        .turns()
        .of(ask.host(), name, () -> engine.db().transaction(db -> remove(db, ask, name, jid)));
  }

  private static Element remove(Db db, Ask ask, String name, Jid jid) throws StanzaException {
    Node node = NodeTable.lock(db, ask.host(), name).orElseThrow(Errors::noSuchNode);
    if (SubscriptionTable.find(db, node, jid).isEmpty()) {
      throw Errors.notSubscribed();
    }
    SubscriptionTable.remove(db, node, jid);
    return Ask.answer(Names.PUBSUB, Subscription.element(Names.PUBSUB, name, jid, "none"));
  }

  /// §5.6.
  Element subscriptions(Ask ask) throws StanzaException {
    String node = ask.action().attribute("node");
    if (node != null && NodeTable.find(engine.db(), ask.host(), node).isEmpty()) {
      throw Errors.noSuchNode();
    }
    List<Element> found =
        SubscriptionTable.of(engine.db(), ask.host(), ask.entity()).stream()
            .filter(each -> node == null || node.equals(each.node()))
            .map(each ->
                each.subscription().toElement(Names.PUBSUB, node == null ? each.node() : null))
            .toList();
    return Ask.answer(
        Names.PUBSUB,
        Element.of(Names.PUBSUB, "subscriptions").attribute("node", node).children(found).build());
  }

  /// §5.7.
  Element affiliations(Ask ask) {
    String node = ask.action().attribute("node");
    Element.Builder found = Element.of(Names.PUBSUB, "affiliations").attribute("node", node);
    AffiliationTable.of(engine.db(), ask.host(), ask.entity())
        .forEach((name, affiliation) -> {
          if (node == null || node.equals(name)) {
            found.child(
                Element.of(Names.PUBSUB, "affiliation")
                    .attribute("node", name)
                    .attribute("affiliation", affiliation.value())
                    .build());
          }
        });
    return Ask.answer(Names.PUBSUB, found.build());
  }
}

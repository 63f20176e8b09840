package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Publishing and retracting items (XEP-0060 §7). Everything blocks.
final class Publishing {

  private final Engine engine;

  Publishing(Engine engine) {
    this.engine = engine;
  }

  /// What has become of a publication.
  private record Done(Node node, Item item, boolean named, List<Fanout.Listener> listeners) {}

  /// §7.1.
  Element publish(Ask ask) throws StanzaException {
    String name = ask.node();
    List<Element> items = items(ask.action());
    if (items.size() > 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "one item at a time");
    }
    Element item = items.isEmpty() ? null : items.getFirst();
    DataForm options = options(ask);
    Done done =
        engine
            .turns()
            .of(
                ask.host(),
                name,
                () -> {
                  Done stored = engine.db().transaction(db -> store(db, ask, name, item, options));
                  tell(ask.host(), stored, item != null);
                  return stored;
                });
    engine.changes().tell(ask.host(), name);
    Element.Builder publish = Element.of(Names.PUBSUB, "publish").attribute("node", name);
    if (done.named()) {
      publish.child(Element.of(Names.PUBSUB, "item").attribute("id", done.item().id()).build());
    }
    return Ask.answer(Names.PUBSUB, publish.build());
  }

  private void tell(Host host, Done done, boolean hasItem) {
    if (done.node().config().is(ConfigField.DELIVER_NOTIFICATIONS)) {
      Element content =
          hasItem
              ? Fanout.items(Reading.namesPublishers(host, done.node()), done.node(), done.item())
              : Fanout.about(done.node(), "items");
      engine.fanout().tell(host, done.node(), done.listeners(), content);
    }
  }

  private static List<Element> items(Element action) {
    return action.children().stream().filter(child -> child.is(Names.PUBSUB, "item")).toList();
  }

  private static @Nullable DataForm options(Ask ask) throws StanzaException {
    Element element = ask.pubsub().child(Names.PUBSUB, "publish-options");
    if (element == null) {
      return null;
    }
    DataForm form = DataForm.in(element);
    if (form == null || !form.formType().equals(Names.PUBLISH_OPTIONS)) {
      throw new StanzaException(Condition.BAD_REQUEST, "options are a form of publish-options");
    }
    return form;
  }

  private Done store(
      Db db, Ask ask, String name, @Nullable Element item, @Nullable DataForm options)
      throws StanzaException {
    Node node = node(db, ask, name, options);
    Access.publish(db, ask.host(), node, ask.entity());
    Element payload = payload(node, item);
    String given = item == null ? null : item.attribute("id");
    boolean isNamed = given == null && item != null;
    String id = given == null ? UUID.randomUUID().toString() : Ask.checked(given);
    Item made = new Item(id, ask.from(), engine.clock().instant(), payload);
    if (node.config().is(ConfigField.PERSIST_ITEMS)) {
      keep(db, node, made);
    }
    engine.changes().published(db, ask.host(), name, made);
    return new Done(node, made, isNamed, engine.fanout().listeners(db, ask.host(), node));
  }

  /// The node, made if need be where publishing makes nodes (§7.1.4, §7.1.5).
  private Node node(Db db, Ask ask, String name, @Nullable DataForm options)
      throws StanzaException {
    Host host = ask.host();
    Optional<Node> found = NodeTable.lock(db, host, name);
    if (found.isPresent()) {
      if (options != null && !found.get().config().meets(options, host.isPersonal())) {
        throw Errors.of(
            Condition.CONFLICT, "precondition-not-met", "the node is configured otherwise");
      }
      return found.get();
    }
    if (!host.isPersonal()) {
      throw Errors.noSuchNode();
    }
    if (!host.mayCreate(ask.entity())) {
      throw Errors.forbidden("nodes here are made by their owner");
    }
    NodeConfig config = host.usual();
    if (options != null) {
      config = config.with(options, true);
      if (!config.meets(options, true)) {
        throw Errors.of(
            Condition.CONFLICT, "precondition-not-met", "there are options nobody knows");
      }
    }
    return engine.create(db, host, name, ask.entity(), config);
  }

  /// What is published, checked against the configuration (§7.1.3.6).
  private @Nullable Element payload(Node node, @Nullable Element item) throws StanzaException {
    boolean persists = node.config().is(ConfigField.PERSIST_ITEMS);
    boolean delivers = node.config().is(ConfigField.DELIVER_PAYLOADS);
    if (item == null) {
      if (persists || delivers) {
        throw Errors.of(Condition.BAD_REQUEST, "item-required", "publish an item");
      }
      return null;
    }
    if (!persists && !delivers) {
      throw Errors.of(Condition.BAD_REQUEST, "item-forbidden", "publish without an item");
    }
    List<Element> payloads = item.children();
    if (payloads.size() > 1) {
      throw Errors.of(Condition.BAD_REQUEST, "invalid-payload", "an item has one payload");
    }
    if (payloads.isEmpty()) {
      if (delivers) {
        throw Errors.of(Condition.BAD_REQUEST, "payload-required", "publish a payload");
      }
      return null;
    }
    return checked(node.config(), payloads.getFirst());
  }

  private Element checked(NodeConfig config, Element payload) throws StanzaException {
    String type = config.value(ConfigField.TYPE);
    if (!type.isEmpty() && !type.equals(payload.namespace())) {
      throw Errors.of(
          Condition.BAD_REQUEST, "invalid-payload", "payloads here are of namespace " + type);
    }
    int limit = config.number(ConfigField.MAX_PAYLOAD_SIZE, engine.settings().payload().toInt());
    if (payload.toBytes("").length > limit) {
      throw Errors.of(
          Condition.NOT_ACCEPTABLE, "payload-too-big", "a payload has " + limit + " bytes");
    }
    return payload;
  }

  private void keep(Db db, Node node, Item item) throws StanzaException {
    NodeConfig config = node.config();
    int max = engine.maxItems(config);
    if (config.value(ConfigField.PUBLISH_NODE_FULL).equals("reject")
        && ItemTable.find(db, node, item.id(), engine.notBefore(config)).isEmpty()
        && ItemTable.count(db, node, engine.notBefore(config)) >= max) {
      throw Errors.of(Condition.CONFLICT, "node-full", "the node keeps " + max + " items");
    }
    ItemTable.put(db, node, item);
    ItemTable.trim(db, node, max, engine.notBefore(config));
  }

  /// §7.2. Owners and publishers retract any item, others their own.
  @Nullable Element retract(Ask ask) throws StanzaException {
    String name = ask.node();
    List<String> ids = items(ask.action()).stream().map(item -> item.attribute("id")).toList();
    if (ids.isEmpty() || ids.stream().anyMatch(id -> id == null || id.isEmpty())) {
      throw Errors.of(Condition.BAD_REQUEST, "item-required", "say which item");
    }
    String notify = ask.action().attribute("notify");
    boolean wanted = "1".equals(notify) || "true".equals(notify);
    engine
        .turns()
        .of(
            ask.host(),
            name,
            () -> {
              Gone gone = engine.db().transaction(db -> remove(db, ask, name, ids));
              if (wanted || gone.node().config().is(ConfigField.NOTIFY_RETRACT)) {
                tellRetracted(ask.host(), gone, ids);
              }
              return null;
            });
    engine.changes().tell(ask.host(), name);
    return null;
  }

  private record Gone(Node node, List<Fanout.Listener> listeners) {}

  private void tellRetracted(Host host, Gone gone, List<String> ids) {
    Element.Builder items = Element.of(Names.EVENT, "items").attribute("node", gone.node().name());
    for (String id : ids) {
      items.child(Element.of(Names.EVENT, "retract").attribute("id", id).build());
    }
    engine.fanout().tell(host, gone.node(), gone.listeners(), items.build());
  }

  private Gone remove(Db db, Ask ask, String name, List<String> ids) throws StanzaException {
    Node node = NodeTable.lock(db, ask.host(), name).orElseThrow(Errors::noSuchNode);
    Affiliation affiliation = AffiliationTable.of(db, ask.host(), node, ask.entity());
    if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
      throw Errors.unsupported("persistent-items");
    }
    for (String id : ids) {
      Optional<Item> item = ItemTable.find(db, node, id, engine.notBefore(node.config()));
      boolean may =
          affiliation == Affiliation.OWNER
              || affiliation == Affiliation.PUBLISHER
              || (affiliation != Affiliation.OUTCAST
                  && item.isPresent()
                  && item.get().publisher().bare().equals(ask.entity()));
      if (!may) {
        throw Errors.forbidden("this is not your item");
      }
      if (item.isEmpty()) {
        throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such item");
      }
      ItemTable.remove(db, node, id);
    }
    engine.changes().retracted(db, ask.host(), name, ids);
    return new Gone(node, engine.fanout().listeners(db, ask.host(), node));
  }
}

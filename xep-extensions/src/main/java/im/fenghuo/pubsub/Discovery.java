package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Delay;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Nodes and items by service discovery (XEP-0060 §5.2 to §5.5).
final class Discovery implements NodeHandler {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private final Engine engine;
  private final Function<IqRequest, Host> hosts;

  /// @param hosts whose nodes are asked for
  Discovery(Engine engine, Function<IqRequest, Host> hosts) {
    this.engine = engine;
    this.hosts = hosts;
  }

  /// Blocks.
  @Override
  public @Nullable DiscoInfo info(IqRequest request, String name) throws StanzaException {
    Host host = hosts.apply(request);
    Optional<Node> found = NodeTable.find(engine.db(), host, name);
    if (found.isEmpty()) {
      return null;
    }
    Node node = found.get();
    return new DiscoInfo(
        List.of(new Registrar.Identity("pubsub", "leaf", node.config().value(ConfigField.TITLE))),
        List.of(Names.PUBSUB),
        List.of(DataForm.result(Names.META_DATA, metaData(host, node)).toElement()));
  }

  /// §5.4.
  private List<Field> metaData(Host host, Node node) {
    Db db = engine.db();
    List<Field> fields = new ArrayList<>(node.config().toFields());
    fields.add(Field.of("pubsub#creator", "jid-single", node.creator()));
    fields.add(Field.of("pubsub#creation_date", "text-single", Delay.stamp(node.created())));
    Map<Jid, Affiliation> affiliations = AffiliationTable.all(db, host, node);
    fields.add(jids("pubsub#owner", affiliations, Affiliation.OWNER));
    fields.add(jids("pubsub#publisher", affiliations, Affiliation.PUBLISHER));
    long subscribers = SubscriptionTable.all(db, node).stream().filter(s -> !s.pending()).count();
    fields.add(Field.of("pubsub#num_subscribers", "text-single", Long.toString(subscribers)));
    return fields;
  }

  private static Field jids(
      String name, Map<Jid, Affiliation> affiliations, Affiliation affiliation) {
    return Field.of(
        name,
        "jid-multi",
        affiliations.entrySet().stream()
            .filter(each -> each.getValue() == affiliation)
            .map(each -> each.getKey().toString())
            .toArray(String[]::new));
  }

  /// The nodes that the one who asks may know of, a page of them where there are many. Blocks.
  @Override
  public List<Element> items(IqRequest request) throws StanzaException {
    Host host = hosts.apply(request);
    Jid entity = request.iq().sender().bare();
    List<Node> nodes =
        NodeTable.list(engine.db(), host, entity, host.isOwnedBy(entity)).stream()
            .filter(node -> maySee(host, node, entity))
            .toList();
    int limit = engine.settings().page();
    PageRequest page = PageRequest.in(request.payload(), limit, limit);
    List<Node> cut = Pages.cut(nodes, Node::name, page);
    List<Element> items = new ArrayList<>();
    for (Node node : cut) {
      String title = node.config().value(ConfigField.TITLE);
      items.add(
          Element.of(ITEMS, "item")
              .attribute("jid", host.jid().toString())
              .attribute("node", node.name())
              .attribute("name", title.isEmpty() ? null : title)
              .build());
    }
    if (cut.size() < nodes.size() || request.payload().has(PageRequest.NAMESPACE, "set")) {
      items.add(
          PageRequest.answer(
              cut.isEmpty() ? null : cut.getFirst().name(),
              cut.isEmpty() ? null : cut.getLast().name(),
              (long) nodes.size()));
    }
    return items;
  }

  /// XEP-0163 §6.2: of an account, what may be read without being allowed to first.
  private boolean maySee(Host host, Node node, Jid entity) {
    if (!host.isPersonal() || host.isOwnedBy(entity)) {
      return true;
    }
    try {
      Access.read(engine.db(), host, node, entity);
      return true;
    } catch (StanzaException e) {
      return false;
    }
  }

  /// §5.5. Blocks.
  @Override
  public List<Element> items(IqRequest request, String name) throws StanzaException {
    Host host = hosts.apply(request);
    Node node = NodeTable.get(engine.db(), host, name);
    Access.read(engine.db(), host, node, request.iq().sender().bare());
    List<String> all = ItemTable.ids(engine.db(), node, engine.notBefore(node.config()));
    int limit = engine.settings().page();
    PageRequest page = PageRequest.in(request.payload(), limit, limit);
    List<String> cut = Pages.cut(all, id -> id, page);
    List<Element> items = new ArrayList<>();
    for (String id : cut) {
      items.add(
          Element.of(ITEMS, "item")
              .attribute("jid", host.jid().toString())
              .attribute("name", id)
              .build());
    }
    if (cut.size() < all.size() || request.payload().has(PageRequest.NAMESPACE, "set")) {
      items.add(
          PageRequest.answer(
              cut.isEmpty() ? null : cut.getFirst(),
              cut.isEmpty() ? null : cut.getLast(),
              (long) all.size()));
    }
    return items;
  }
}

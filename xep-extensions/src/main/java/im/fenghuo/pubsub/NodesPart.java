package im.fenghuo.pubsub;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.Delay;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The nodes of an account, on their way to other servers and from them (XEP-0227, "Personal
/// Eventing Protocol"). Everything blocks.
record NodesPart(Engine engine) implements AccountPart {

  /// XEP-0060 has no place for when an item was published: this stands before each.
  private static final String OWN = "urn:fenghuo:account:0";

  private static final String PUBLISHED = "published";
  private static final int PAGE = 20;

  @Override
  public boolean has(Element tag) {
    return tag.is(Names.OWNER, "pubsub") || tag.is(Names.PUBSUB, "pubsub");
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    StoredHost host = new StoredHost(owner);
    List<Node> nodes = NodeTable.list(engine.db(), host, owner.jid(), true);
    out.open(Names.OWNER, "pubsub");
    for (Node node : nodes) {
      writeSettings(host, node, out);
    }
    out.close();
    out.open(Names.PUBSUB, "pubsub");
    for (Node node : nodes) {
      writeItems(node, out);
    }
    out.close();
  }

  private void writeSettings(Host host, Node node, ElementWriter out) throws IOException {
    out.write(
        Element.of(Names.OWNER, "configure")
            .attribute("node", node.name())
            .child(node.config().toForm(true))
            .build());
    Element.Builder affiliations =
        Element.of(Names.OWNER, "affiliations").attribute("node", node.name());
    for (Map.Entry<Jid, Affiliation> each :
        AffiliationTable.all(engine.db(), host, node).entrySet()) {
      if (!host.isOwnedBy(each.getKey())) {
        affiliations.child(
            Element.of(Names.OWNER, "affiliation")
                .attribute("jid", each.getKey().toString())
                .attribute("affiliation", each.getValue().value())
                .build());
      }
    }
    out.write(affiliations.build());
    Element.Builder subscriptions =
        Element.of(Names.OWNER, "subscriptions").attribute("node", node.name());
    for (Subscription each : SubscriptionTable.all(engine.db(), node)) {
      subscriptions.child(each.toElement(Names.OWNER, null));
    }
    out.write(subscriptions.build());
  }

  private void writeItems(Node node, ElementWriter out) throws IOException {
    Instant notBefore = engine.notBefore(node.config());
    out.open(Names.PUBSUB, "items", "node", node.name());
    List<ItemTable.Placed> page = ItemTable.page(engine.db(), node, 0, PAGE, notBefore);
    while (!page.isEmpty()) {
      for (ItemTable.Placed each : page) {
        out.write(
            Element.of(OWN, PUBLISHED)
                .attribute("stamp", Delay.stamp(each.item().published()))
                .build());
        Element item = each.item().toElement(Names.PUBSUB, true, true);
        out.write(item.withAttribute("publisher", each.item().publisher().toString()));
      }
      page = ItemTable.page(engine.db(), node, page.getLast().place(), PAGE, notBefore);
    }
    out.close();
  }

  @Override
  public void read(Owner owner, OpenElement pubsub, Consumer<String> leftOut) throws IOException {
    StoredHost host = new StoredHost(owner);
    for (OpenElement each = pubsub.next(); each != null; each = pubsub.next()) {
      String name = each.tag().attribute("node");
      if (name == null) {
        leftOut.accept("something of a node that has no name");
      } else if (each.tag().is(Names.PUBSUB, "items")) {
        readItems(node(host, name), owner, each, leftOut);
      } else {
        readSettings(host, name, each.whole(), leftOut);
      }
    }
  }

  private Node node(StoredHost host, String name) {
    return NodeTable.find(engine.db(), host, name)
        .or(() -> NodeTable.create(engine.db(), host, name, host.jid(), NodeConfig.PERSONAL))
        .orElseThrow(() -> new IllegalStateException("somebody makes the node " + name));
  }

  private void readSettings(
      StoredHost host, String name, Element element, Consumer<String> leftOut) {
    Node node = node(host, name);
    switch (element.name()) {
      case "configure" -> {
        DataForm form = DataForm.in(element);
        if (form != null) {
          NodeTable.configure(engine.db(), node, config(form, leftOut));
        }
      }
      case "affiliations" -> {
        for (Element each : element.children()) {
          Jid jid = jid(each.attribute("jid"));
          Affiliation affiliation = Affiliation.of(each.attribute("affiliation"));
          if (jid == null || affiliation == null) {
            leftOut.accept("an affiliation that is not known");
          } else if (!host.isOwnedBy(jid.bare())) {
            AffiliationTable.put(engine.db(), node, jid.bare(), affiliation);
          }
        }
      }
      case "subscriptions" -> {
        for (Element each : element.children()) {
          Jid jid = jid(each.attribute("jid"));
          String state = each.attribute("subscription");
          if (jid == null || !("subscribed".equals(state) || "pending".equals(state))) {
            leftOut.accept("a subscription that is not known");
          } else {
            SubscriptionTable.put(engine.db(), node, Subscription.of(jid, "pending".equals(state)));
          }
        }
      }
      default -> leftOut.accept("<" + element.name() + "/> of a node");
    }
  }

  private static NodeConfig config(DataForm form, Consumer<String> leftOut) {
    NodeConfig config = NodeConfig.PERSONAL;
    for (String name : form.names()) {
      ConfigField field = ConfigField.of(name);
      List<String> values = field == null ? null : field.normal(form.values(name), true);
      if (field != null && values != null) {
        config = config.with(field, values);
      } else if (!name.equals("FORM_TYPE")) {
        leftOut.accept("a node's setting " + name);
      }
    }
    return config;
  }

  private void readItems(Node node, Owner owner, OpenElement items, Consumer<String> leftOut)
      throws IOException {
    Instant published = null;
    for (OpenElement each = items.next(); each != null; each = items.next()) {
      if (each.tag().is(OWN, PUBLISHED)) {
        published = stamp(each.tag().attribute("stamp"));
        continue;
      }
      Element item = each.whole();
      String id = item.attribute("id");
      if (id == null) {
        leftOut.accept("an item without an id");
        continue;
      }
      Jid publisher = jid(item.attribute("publisher"));
      ItemTable.put(
          engine.db(),
          node,
          new Item(
              id,
              publisher == null ? owner.jid() : publisher,
              published == null ? engine.clock().instant() : published,
              item.firstChild()));
      published = null;
    }
  }

  private static @Nullable Instant stamp(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Jid jid(@Nullable String text) {
    try {
      return text == null ? null : Jid.parse(text);
    } catch (InvalidJidException e) {
      return null;
    }
  }
}

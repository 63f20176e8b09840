package im.fenghuo.pubsub;

import im.fenghuo.api.Db;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Tells those who listen to a node what has happened there (XEP-0060 §7.1.2, §9).
final class Fanout {

  private static final String HEADLINE = "headline";

  private final Directory directory;

  /// @param directory knows who lives here
  Fanout(Directory directory) {
    this.directory = directory;
  }

  /// Who is told, as a message is sent to them.
  ///
  /// @param filtered only to clients that have asked for it by `+notify`
  record Listener(Jid jid, boolean filtered) {}

  /// Who listens: whoever has subscribed, and for a node of an account those who need not. Blocks.
  List<Listener> listeners(Db db, Host host, Node node) {
    List<Listener> listeners = new ArrayList<>();
    Set<Jid> known = new HashSet<>();
    for (Subscription each : SubscriptionTable.all(db, node)) {
      if (!each.pending() && each.deliver() && mayStill(host, node, each)) {
        listeners.add(new Listener(each.jid(), false));
        known.add(each.jid());
      }
    }
    if (host.isPersonal()) {
      Map<Jid, Affiliation> affiliations = AffiliationTable.all(db, host, node);
      for (Jid each : host.listeners()) {
        Affiliation affiliation = affiliations.getOrDefault(each, Affiliation.NONE);
        // What remote clients want is known from the presence they send; they have to be told
        // one by one, by full JID (XEP-0163 §4.3.1).
        boolean isHere = directory.domains().contains(each.domainpart());
        boolean may =
            affiliation == Affiliation.NONE
                ? Access.listens(host, node, each)
                : affiliation.reads();
        if (isHere && may && !known.contains(each)) {
          listeners.add(new Listener(each, true));
        }
      }
    }
    return listeners;
  }

  /// XEP-0163 §7.1: whoever has lost sight of the account's presence hears nothing any more.
  private static boolean mayStill(Host host, Node node, Subscription subscription) {
    return switch (node.config().accessModel()) {
      case "presence", "roster" -> Access.listens(host, node, subscription.jid().bare());
      default -> true;
    };
  }

  /// Tells them.
  ///
  /// @param content of the event
  void tell(Host host, Node node, List<Listener> listeners, Element content) {
    Element event = event(content).serialized();
    Message subscribed = message(host.jid(), type(node), host.jid(), event);
    Message filtered = Filtered.mark(message(host.jid(), HEADLINE, host.jid(), event));
    for (Listener each : listeners) {
      host.send((each.filtered() ? filtered : subscribed).withAddresses(host.jid(), each.jid()));
    }
  }

  /// An item that was published before (§6.1.7).
  static Message last(Jid host, boolean namesPublisher, Node node, Jid to, Item item) {
    return message(host, type(node), to, event(items(namesPublisher, node, item)))
        .with(Delay.element(host, item.published()));
  }

  /// Tells somebody what has become of a subscription (§12.15).
  void tellSubscription(Host host, Node node, Jid jid, String state) {
    Element content = Subscription.element(Names.EVENT, node.name(), jid, state);
    host.send(message(host.jid(), type(node), jid, event(content)));
  }

  static Element event(Element content) {
    return Element.of(Names.EVENT, "event").child(content).build();
  }

  /// The `<items/>` that tell of an item.
  static Element items(boolean namesPublisher, Node node, Item item) {
    return Element.of(Names.EVENT, "items")
        .attribute("node", node.name())
        .child(
            item.toElement(
                Names.EVENT, node.config().is(ConfigField.DELIVER_PAYLOADS), namesPublisher))
        .build();
  }

  static Element about(Node node, String what) {
    return Element.of(Names.EVENT, what).attribute("node", node.name()).build();
  }

  private static String type(Node node) {
    return node.config().value(ConfigField.NOTIFICATION_TYPE);
  }

  private static Message message(Jid from, String type, Jid to, Element event) {
    return readable(
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("from", from.toString())
            .attribute("to", to.toString())
            .attribute("type", type)
            .attribute("id", UUID.randomUUID().toString())
            .child(event)
            .build());
  }

  static Message readable(Element message) {
    try {
      return Message.of(message);
    } catch (StanzaException e) {
      throw new IllegalStateException("a message that cannot be read", e);
    }
  }
}

package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An owner sees and changes who is subscribed to a node and who may do what (XEP-0060 §8.8, §8.9).
/// All changes of a request are made, or none. Everything blocks.
final class Members {

  private final Engine engine;

  Members(Engine engine) {
    this.engine = engine;
  }

  private Node owned(Db db, Ask ask) throws StanzaException {
    Node node = NodeTable.lock(db, ask.host(), ask.node()).orElseThrow(Errors::noSuchNode);
    Access.own(db, ask.host(), node, ask.entity());
    return node;
  }

  /// §8.8.1.
  Element subscriptions(Ask ask) throws StanzaException {
    return engine
        .db()
        .transaction(db -> {
          Node node = owned(db, ask);
          List<Element> all =
              SubscriptionTable.all(db, node).stream()
                  .filter(each -> !each.pending())
                  .map(each -> each.toElement(Names.OWNER, null))
                  .toList();
          return Ask.answer(Names.OWNER, list("subscriptions", node, all));
        });
  }

  /// §8.9.1.
  Element affiliations(Ask ask) throws StanzaException {
    return engine
        .db()
        .transaction(db -> {
          Node node = owned(db, ask);
          List<Element> all = new ArrayList<>();
          AffiliationTable.all(db, ask.host(), node)
              .forEach((jid, affiliation) -> all.add(element(jid, affiliation)));
          return Ask.answer(Names.OWNER, list("affiliations", node, all));
        });
  }

  private static Element list(String name, Node node, List<Element> entries) {
    return Element.of(Names.OWNER, name).attribute("node", node.name()).children(entries).build();
  }

  private static Element element(Jid jid, Affiliation affiliation) {
    return Element.of(Names.OWNER, "affiliation")
        .attribute("jid", jid.toString())
        .attribute("affiliation", affiliation.value())
        .build();
  }

  private static List<Element> entries(Ask ask, String name) {
    return ask.action().children().stream().filter(child -> child.is(Names.OWNER, name)).toList();
  }

  private static Jid jid(Element entry) throws StanzaException {
    String jid = entry.attribute("jid");
    if (jid == null) {
      throw Errors.of(Condition.BAD_REQUEST, "jid-required", "say who");
    }
    return Ask.jid(jid);
  }

  /// Somebody who is to be told.
  private record Told(Jid jid, String state) {}

  /// Changes what one entry of a request says, and knows who is to be told.
  private interface Change {
    List<Told> make(Db db, Node node, Element entry) throws StanzaException;
  }

  /// Whether what has become of the node may stay.
  private interface Check {
    void of(Db db, Node node) throws StanzaException;
  }

  /// §8.8.2.
  @Nullable Element setSubscriptions(Ask ask) throws StanzaException {
    return change(ask, "subscription", Members::setSubscription, this::bound);
  }

  /// §8.9.2.
  @Nullable Element setAffiliations(Ask ask) throws StanzaException {
    return change(
        ask,
        "affiliation",
        (db, node, entry) -> setAffiliation(db, ask, node, entry),
        (db, node) -> checkOwners(db, ask, node));
  }

  private @Nullable Element change(Ask ask, String entries, Change change, Check check)
      throws StanzaException {
    return engine
        .turns()
        .of(
            ask.host(),
            ask.node(),
            () -> {
              List<Told> told = new ArrayList<>();
              Node node =
                  engine
                      .db()
                      .transaction(db -> {
                        Node owned = owned(db, ask);
                        for (Element entry : entries(ask, entries)) {
                          told.addAll(change.make(db, owned, entry));
                        }
                        check.of(db, owned);
                        return owned;
                      });
              told.forEach(each ->
                  engine.fanout().tellSubscription(ask.host(), node, each.jid(), each.state()));
              return null;
            });
  }

  private static List<Told> setSubscription(Db db, Node node, Element entry)
      throws StanzaException {
    Jid jid = jid(entry);
    String state = entry.attribute("subscription");
    switch (state) {
      case "none" -> SubscriptionTable.remove(db, node, jid);
      case "subscribed", "pending" -> {
        Optional<Subscription> before = SubscriptionTable.find(db, node, jid);
        Subscription was = before.orElse(Subscription.of(jid, false));
        SubscriptionTable.put(
            db, node, new Subscription(jid, state.equals("pending"), was.deliver(), was.expires()));
      }
      case null, default ->
          throw new StanzaException(
              Condition.NOT_ACCEPTABLE, "a subscription is none, pending or subscribed");
    }
    return List.of(new Told(jid, state));
  }

  private void bound(Db db, Node node) throws StanzaException {
    if (SubscriptionTable.count(db, node) > engine.settings().members()) {
      throw Errors.of(
          Condition.POLICY_VIOLATION, "too-many-subscriptions", "the node has too many");
    }
  }

  /// Whoever may not listen any more is unsubscribed; whoever waits and may listen is subscribed
  /// (§8.7).
  private static List<Told> setAffiliation(Db db, Ask ask, Node node, Element entry)
      throws StanzaException {
    Jid jid = jid(entry).bare();
    Affiliation affiliation = Affiliation.of(entry.attribute("affiliation"));
    if (affiliation == null) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "there is no such affiliation");
    }
    if (ask.host().isPersonal() && ask.host().isOwnedBy(jid)) {
      if (affiliation != Affiliation.OWNER) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "the account owns its nodes");
      }
      return List.of();
    }
    AffiliationTable.put(db, node, jid, affiliation);
    List<Told> told = new ArrayList<>();
    if (affiliation == Affiliation.OUTCAST) {
      SubscriptionTable.removeEntity(db, node, jid)
          .forEach(each -> told.add(new Told(each.jid(), "none")));
    } else if (affiliation.reads()) {
      for (Subscription each : SubscriptionTable.all(db, node)) {
        if (each.pending() && each.jid().bare().equals(jid)) {
          SubscriptionTable.put(
              db, node, new Subscription(each.jid(), false, each.deliver(), each.expires()));
          told.add(new Told(each.jid(), "subscribed"));
        }
      }
    }
    return told;
  }

  private void checkOwners(Db db, Ask ask, Node node) throws StanzaException {
    Map<Jid, Affiliation> all = AffiliationTable.all(db, ask.host(), node);
    if (!all.containsValue(Affiliation.OWNER)) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a node has an owner");
    }
    if (all.size() > engine.settings().members()) {
      throw new StanzaException(Condition.POLICY_VIOLATION, "too many affiliations");
    }
  }
}

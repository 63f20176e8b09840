package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Owners are asked whether somebody may subscribe, and answer (XEP-0060 §8.6).
final class Approvals {

  private static final String NODE = "pubsub#node";
  private static final String SUBSCRIBER = "pubsub#subscriber_jid";
  private static final String ALLOW = "pubsub#allow";

  private final Engine engine;

  Approvals(Engine engine) {
    this.engine = engine;
  }

  static Message question(Host host, Node node, Jid owner, Jid subscriber) {
    DataForm form =
        new DataForm(
            DataForm.Type.FORM,
            "Subscription request",
            "Somebody wants to subscribe to this node.",
            List.of(
                Field.of("FORM_TYPE", "hidden", Names.AUTHORIZATION),
                Field.of(NODE, "text-single", node.name()).labelled("Node"),
                Field.of(SUBSCRIBER, "jid-single", subscriber.toString()).labelled("Subscriber"),
                Field.of(ALLOW, "boolean", "0").labelled("Allow this JID to subscribe?")));
    return Fanout.readable(
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("from", host.jid().toString())
            .attribute("to", owner.toString())
            .attribute("id", UUID.randomUUID().toString())
            .child(form.toElement())
            .build());
  }

  /// Whether a message is an answer.
  static boolean isAnswer(Message message) {
    DataForm form = DataForm.in(message.element());
    return form != null && form.formType().equals(Names.AUTHORIZATION);
  }

  /// Takes an owner's answer. Blocks. Whoever is no owner, or too late, changes nothing.
  ///
  /// @throws StanzaException `forbidden`, `item-not-found`, `bad-request`
  void answered(Host host, Message message) throws StanzaException {
    DataForm form = DataForm.in(message.element());
    if (form == null || form.type() == DataForm.Type.CANCEL) {
      return; // §8.6: it stays pending
    }
    String name = form.value(NODE);
    String subscriber = form.value(SUBSCRIBER);
    String allow = form.value(ALLOW);
    if (name == null || subscriber == null || allow == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "say which node, who, and whether");
    }
    Jid jid = Ask.jid(subscriber);
    boolean allowed = allow.equals("1") || allow.equals("true");
    engine
        .turns()
        .of(
            host,
            name,
            () -> {
              decide(host, message.sender().bare(), name, jid, allowed);
              return null;
            });
  }

  private void decide(Host host, Jid owner, String name, Jid jid, boolean allowed)
      throws StanzaException {
    Optional<Node> decided =
        engine
            .db()
            .transaction(db -> {
              Node node = NodeTable.lock(db, host, name).orElseThrow(Errors::noSuchNode);
              Access.own(db, host, node, owner);
              Optional<Subscription> waiting = SubscriptionTable.find(db, node, jid);
              if (waiting.isEmpty() || !waiting.get().pending()) {
                return Optional.empty();
              }
              if (allowed) {
                Subscription was = waiting.get();
                SubscriptionTable.put(
                    db, node, new Subscription(jid, false, was.deliver(), was.expires()));
              } else {
                SubscriptionTable.remove(db, node, jid);
              }
              return Optional.of(node);
            });
    if (decided.isPresent()) {
      engine.fanout().tellSubscription(host, decided.get(), jid, allowed ? "subscribed" : "none");
      if (allowed) {
        new Subscribing(engine).tellLast(host, decided.get(), jid);
      }
    }
  }
}

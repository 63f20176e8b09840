package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of subscriptions (XEP-0060 §6.3, §6.4): whether notifications are wanted, and until
/// when. Everything blocks.
final class Options {

  private static final String DELIVER = "pubsub#deliver";
  private static final String EXPIRE = "pubsub#expire";

  private final Engine engine;

  Options(Engine engine) {
    this.engine = engine;
  }

  /// §6.3.2.
  Element get(Ask ask) throws StanzaException {
    Node node = NodeTable.get(engine.db(), ask.host(), ask.node());
    return Ask.answer(
        Names.PUBSUB, element(node, find(engine.db(), ask, node), DataForm.Type.FORM));
  }

  /// §6.3.5.
  @Nullable Element set(Ask ask) throws StanzaException {
    DataForm form = DataForm.in(ask.action());
    if (form == null || form.type() == DataForm.Type.CANCEL) {
      return null;
    }
    String name = ask.node();
    return engine
        .db()
        .transaction(db -> {
          Node node = NodeTable.lock(db, ask.host(), name).orElseThrow(Errors::noSuchNode);
          SubscriptionTable.put(db, node, apply(find(db, ask, node), form));
          return null;
        });
  }

  private static Subscription find(Db db, Ask ask, Node node) throws StanzaException {
    Jid jid = ask.subscriber(Errors.forbidden("this is somebody else's subscription"));
    return SubscriptionTable.find(db, node, jid).orElseThrow(Errors::notSubscribed);
  }

  /// §6.4: what holds for a new subscription.
  Element usual(Ask ask) {
    Element usual =
        Element.of(Names.PUBSUB, "default")
            .attribute("node", ask.action().attribute("node"))
            .child(form(true, null, DataForm.Type.FORM))
            .build();
    return Ask.answer(Names.PUBSUB, usual);
  }

  static Element element(Node node, Subscription subscription, DataForm.Type type) {
    return Element.of(Names.PUBSUB, "options")
        .attribute("node", node.name())
        .attribute("jid", subscription.jid().toString())
        .child(form(subscription.deliver(), subscription.expires(), type))
        .build();
  }

  private static Element form(boolean deliver, @Nullable Instant expires, DataForm.Type type) {
    List<Field> fields =
        List.of(
            Field.of(DELIVER, "boolean", deliver ? "1" : "0")
                .labelled("Whether notifications are wanted"),
            (expires == null
                    ? Field.of(EXPIRE, "text-single")
                    : Field.of(EXPIRE, "text-single", Delay.stamp(expires)))
                .labelled("When the subscription ends"));
    DataForm form =
        type == DataForm.Type.RESULT
            ? DataForm.result(Names.SUBSCRIBE_OPTIONS, fields)
            : DataForm.form(Names.SUBSCRIBE_OPTIONS, fields);
    return form.toElement();
  }

  /// The subscription as a form wants it.
  ///
  /// @throws StanzaException `bad-request` with `invalid-options`
  static Subscription apply(Subscription subscription, @Nullable DataForm form)
      throws StanzaException {
    if (form == null) {
      return subscription;
    }
    boolean deliver =
        switch (form.value(DELIVER)) {
          case null -> subscription.deliver();
          case "1", "true" -> true;
          case "0", "false" -> false;
          default -> throw invalid();
        };
    String expire = form.value(EXPIRE);
    Instant expires = subscription.expires();
    if (expire != null) {
      try {
        expires = expire.isEmpty() ? null : OffsetDateTime.parse(expire).toInstant();
      } catch (DateTimeParseException e) {
        throw invalid();
      }
    }
    return new Subscription(subscription.jid(), subscription.pending(), deliver, expires);
  }

  private static StanzaException invalid() {
    return Errors.of(Condition.BAD_REQUEST, "invalid-options", "these options make no sense");
  }
}

package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Which request is answered where. Everything blocks.
final class Requests {

  private final Publishing publishing;
  private final Reading reading;
  private final Subscribing subscribing;
  private final Options options;
  private final Owning owning;
  private final Members members;

  Requests(Engine engine) {
    publishing = new Publishing(engine);
    reading = new Reading(engine);
    subscribing = new Subscribing(engine);
    options = new Options(engine);
    owning = new Owning(engine);
    members = new Members(engine);
  }

  /// What is asked: the first child, and `<configure/>` and the like after it.
  static Ask ask(IqRequest request, Host host) throws StanzaException {
    Element action = request.payload().firstChild();
    if (action == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "nothing is asked");
    }
    return new Ask(host, request.iq().sender(), request.payload(), action);
  }

  @Nullable Element get(Ask ask) throws StanzaException {
    return switch (ask.action().name()) {
      case "items" -> reading.items(ask);
      case "subscriptions" -> subscribing.subscriptions(ask);
      case "affiliations" -> subscribing.affiliations(ask);
      case "options" -> options.get(ask);
      case "default" -> options.usual(ask);
      default -> throw unknown(ask);
    };
  }

  @Nullable Element set(Ask ask) throws StanzaException {
    return switch (ask.action().name()) {
      case "publish" -> publishing.publish(ask);
      case "retract" -> publishing.retract(ask);
      case "subscribe" -> subscribing.subscribe(ask);
      case "unsubscribe" -> subscribing.unsubscribe(ask);
      case "options" -> options.set(ask);
      case "create" -> owning.create(ask);
      default -> throw unknown(ask);
    };
  }

  @Nullable Element getAsOwner(Ask ask) throws StanzaException {
    return switch (ask.action().name()) {
      case "configure" -> owning.configuration(ask);
      case "default" -> owning.usual(ask);
      case "subscriptions" -> members.subscriptions(ask);
      case "affiliations" -> members.affiliations(ask);
      default -> throw unknown(ask);
    };
  }

  @Nullable Element setAsOwner(Ask ask) throws StanzaException {
    return switch (ask.action().name()) {
      case "configure" -> owning.configure(ask);
      case "delete" -> owning.delete(ask);
      case "purge" -> owning.purge(ask);
      case "subscriptions" -> members.setSubscriptions(ask);
      case "affiliations" -> members.setAffiliations(ask);
      default -> throw unknown(ask);
    };
  }

  private static StanzaException unknown(Ask ask) {
    return new StanzaException(
        Condition.FEATURE_NOT_IMPLEMENTED, "not known here: " + ask.action().name());
  }
}

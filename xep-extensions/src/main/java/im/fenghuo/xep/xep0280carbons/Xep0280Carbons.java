package im.fenghuo.xep.xep0280carbons;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Forwarded;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0280](https://xmpp.org/extensions/xep-0280.html): Message Carbons.
public final class Xep0280Carbons implements Xep {

  static final String NAMESPACE = "urn:xmpp:carbons:2";

  private static final Session.Key<Boolean> ENABLED = new Session.Key<>("carbons", false);
  private static final Session.Key<RecentIds> RECENT =
      new Session.Key<>("messages that were copied", RecentIds.NONE);

  @Override
  public Document document() {
    return new Document(280, "carbons", "1.0.1");
  }

  @Override
  public void install(Registrar on) {
    for (Target target : new Target[] {Target.SERVER, Target.ACCOUNT}) {
      on.feature(target, NAMESPACE);
      on.feature(target, "urn:xmpp:carbons:rules:0");
    }
    on.quickIq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "enable", request -> enable(request, true));
    on.quickIq(
        Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "disable", request -> enable(request, false));
    on.bindFeature(
        NAMESPACE,
        (request, session) -> {
          session.set(ENABLED, request.name().equals("enable"));
          return null;
        });
    on.messageSent(Phase.COPY, Xep0280Carbons::sent);
    on.messageReceived(Phase.COPY, Xep0280Carbons::received);
  }

  /// §4 and §5.
  private static @Nullable Element enable(IqRequest request, boolean enabled)
      throws StanzaException {
    Session session = request.session();
    if (session == null) {
      throw new StanzaException(Condition.NOT_ALLOWED, "carbons are for the account's own clients");
    }
    session.set(ENABLED, enabled);
    return null;
  }

  /// §8.
  private static Verdict<Message> sent(Message message, Route route) {
    Session sender = route.session();
    // What is sent to oneself is received again: its copies are made there.
    boolean isToSelf = message.recipient().bare().equals(route.account().jid());
    if (sender != null && !isToSelf) {
      List<Session> others = others(route, List.of(sender));
      if (!others.isEmpty() && isEligible(message, false, List.of(sender))) {
        String id = route.archiveId();
        Message copied =
            id == null ? message : message.with(StanzaId.element(route.account().jid(), id));
        copy("sent", copied, route, others);
      }
    }
    return new Verdict.Pass<>(message);
  }

  /// §7.
  private static Verdict<Message> received(Message message, Route route) {
    List<Session> others = others(route, route.recipients());
    Jid sender = message.sender();
    others.removeIf(session -> session.jid().equals(sender));
    if (!others.isEmpty() && isEligible(message, true, route.recipients())) {
      copy("received", message, route, others);
    }
    return new Verdict.Pass<>(message);
  }

  /// The sessions that want copies, without those that have the message already.
  private static List<Session> others(Route route, List<Session> without) {
    List<Session> others = new ArrayList<>();
    for (Session session : route.account().sessions()) {
      if (session.get(ENABLED) && !without.contains(session)) {
        others.add(session);
      }
    }
    return others;
  }

  private static boolean isEligible(Message message, boolean isReceived, List<Session> parties) {
    boolean isAnswer =
        message.isError()
            && parties.stream().anyMatch(session -> session.get(RECENT).has(message.id()));
    boolean isEligible = CarbonRules.isEligible(message, isReceived, isAnswer);
    String id = message.id();
    if (isEligible && !message.isError() && id != null) {
      parties.forEach(session -> session.set(RECENT, session.get(RECENT).with(id)));
    }
    return isEligible;
  }

  private static void copy(String direction, Message message, Route route, List<Session> to) {
    Element forwarded = Forwarded.element(message);
    Element carbon = Element.of(NAMESPACE, direction).child(forwarded).build().serialized();
    for (Session session : to) {
      session.sendInStep(
          Element.of(Stanza.NAMESPACE, "message")
              .attribute("from", route.account().jid().toString())
              .attribute("to", session.jid().toString())
              .attribute("type", message.element().attribute("type"))
              .child(carbon)
              .build(),
          route.archiveId());
    }
  }
}

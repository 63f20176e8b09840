package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.Element;

/// Keeps stanzas from and to those who are blocked (XEP-0191 §3.3).
final class BlockHooks {

  private static final String ERRORS = "urn:xmpp:blocking:errors";
  private static final String REASON = "blocked";

  private BlockHooks() {}

  static void install(Registrar on) {
    on.messageSent(Phase.CHECK, BlockHooks::sent);
    on.presenceSent(Phase.CHECK, BlockHooks::sent);
    on.iqSent(Phase.CHECK, BlockHooks::sent);
    on.messageReceived(Phase.CHECK, BlockHooks::received);
    on.presenceReceived(Phase.CHECK, BlockHooks::received);
    on.iqReceived(Phase.CHECK, BlockHooks::received);
  }

  private static <S extends Stanza> Verdict<S> sent(S stanza, Route route) {
    Jid to = stanza.to();
    if (to == null || !Xep0191Blocking.isBlocked(route.account(), to)) {
      return new Verdict.Pass<>(stanza);
    }
    return new Verdict.Bounce<>(
        new StanzaException(
            Condition.NOT_ACCEPTABLE,
            "cancel",
            "you have blocked this JID",
            Element.of(ERRORS, "blocked").build()));
  }

  /// The account looks offline, or as if it did not exist.
  private static <S extends Stanza> Verdict<S> received(S stanza, Route route) {
    if (!Xep0191Blocking.isBlocked(route.account(), stanza.sender())) {
      return new Verdict.Pass<>(stanza);
    }
    boolean isAnswered =
        switch (stanza) {
          case Message message ->
              !message.isError() && message.type() != Message.Type.GROUPCHAT; // else rooms eject it
          case Iq iq -> iq.type().isRequest();
          case Presence _ -> false;
          default -> throw new IllegalStateException("a fourth kind of stanza");
        };
    return isAnswered
        ? new Verdict.Bounce<>(new StanzaException(Condition.SERVICE_UNAVAILABLE, ""))
        : new Verdict.Drop<>(REASON);
  }
}

package im.fenghuo.xep.xep0359stanzaid;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;

/// [XEP-0359](https://xmpp.org/extensions/xep-0359.html): Unique and Stable Stanza IDs.
public final class Xep0359StanzaId implements Xep {

  @Override
  public Document document() {
    return new Document(359, "stanza-id", "0.7.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, StanzaId.NAMESPACE);
    on.ephemeral(StanzaId.NAMESPACE);
    on.messageSent(Phase.CHECK, Xep0359StanzaId::strip);
    on.messageReceived(Phase.CHECK, Xep0359StanzaId::strip);
    on.messageReceived(Phase.MARK, Xep0359StanzaId::stamp);
  }

  /// §3.3: an id in the account's name that the account has not given is deleted.
  private static Verdict<Message> strip(Message message, Route route) {
    if (!message.has(StanzaId.NAMESPACE, "stanza-id")) {
      return new Verdict.Pass<>(message);
    }
    Jid account = route.account().jid();
    return new Verdict.Pass<>(
        message.withElement(message.element().without(child -> isGivenBy(account, child))));
  }

  private static boolean isGivenBy(Jid account, Element child) {
    if (!child.is(StanzaId.NAMESPACE, "stanza-id")) {
      return false;
    }
    String by = child.attribute("by");
    try {
      return by != null && Jid.parse(by).equals(account);
    } catch (InvalidJidException e) {
      return false;
    }
  }

  private static Verdict<Message> stamp(Message message, Route route) {
    String id = route.archiveId();
    return new Verdict.Pass<>(
        id == null ? message : message.with(StanzaId.element(route.account().jid(), id)));
  }
}

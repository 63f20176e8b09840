package im.fenghuo.xep.xep0424messageretract;

import im.fenghuo.api.Delay;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.RetractionRule;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [XEP-0424](https://xmpp.org/extensions/xep-0424.html): Message Retraction, with tombstones in
/// the archives of both sides. What others retract than its author stays, and clients are told all
/// the same: they decide for themselves.
public final class Xep0424MessageRetract implements Xep, RetractionRule {

  private static final String NAMESPACE = "urn:xmpp:message-retract:1";
  private static final String OCCUPANT = "http://jabber.org/protocol/muc#user";

  @Override
  public Document document() {
    return new Document(424, "message-retract", "0.4.2");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE + "#tombstone");
    on.readable(message -> message.has(NAMESPACE, "retract") ? false : null);
    on.retracting(this);
  }

  @Override
  public @Nullable String retracts(Message message) {
    Element retract = message.element().child(NAMESPACE, "retract");
    String id = retract == null ? null : retract.attribute("id");
    return id == null || id.isEmpty() ? null : id;
  }

  /// §5.1: its id is that of the stanza; older clients have given another one (XEP-0359 §3.2).
  @Override
  public boolean isNamed(Message original, String id) {
    if (id.equals(original.id())) {
      return true;
    }
    Element origin = original.element().child(StanzaId.NAMESPACE, "origin-id");
    return origin != null && id.equals(origin.attribute("id"));
  }

  /// §5: of the occupants of a room, who share its bare JID, each may retract what is their own.
  @Override
  public boolean isSameAuthor(Message original, Message retraction) {
    return original.sender().equals(retraction.sender())
        || !(original.has(OCCUPANT, "x") || retraction.has(OCCUPANT, "x"));
  }

  /// §4.
  @Override
  public Element tombstone(Message retraction, Instant at) {
    return Element.of(NAMESPACE, "retracted")
        .attribute("id", Objects.requireNonNullElse(retraction.id(), ""))
        .attribute("stamp", Delay.stamp(at))
        .build();
  }
}

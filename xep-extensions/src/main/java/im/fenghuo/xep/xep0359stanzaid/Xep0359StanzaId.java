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
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;

/// [XEP-0359](https://xmpp.org/extensions/xep-0359.html): Unique and Stable Stanza IDs.
public final class Xep0359StanzaId implements Xep {

  private final Rooms rooms;

  public Xep0359StanzaId(Rooms rooms) {
    this.rooms = rooms;
  }

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
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(StanzaId.NAMESPACE);
    inRooms.check((room, _, message) -> strip(message, room.jid()));
    inRooms.mark((room, message, id) -> message.with(StanzaId.element(room.jid(), id)));
  }

  /// §3.3: an id in the name of an account or a room that it has not given is deleted.
  private static Verdict<Message> strip(Message message, Route route) {
    return new Verdict.Pass<>(strip(message, route.account().jid()));
  }

  private static Message strip(Message message, Jid archive) {
    return message.has(StanzaId.NAMESPACE, "stanza-id")
        ? message.withElement(message.element().without(child -> isGivenBy(archive, child)))
        : message;
  }

  private static boolean isGivenBy(Jid archive, Element child) {
    if (!child.is(StanzaId.NAMESPACE, "stanza-id")) {
      return false;
    }
    String by = child.attribute("by");
    try {
      return by != null && Jid.parse(by).equals(archive);
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

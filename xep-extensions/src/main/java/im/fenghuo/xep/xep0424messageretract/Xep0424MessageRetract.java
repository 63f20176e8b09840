package im.fenghuo.xep.xep0424messageretract;

import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.RetractionRule;
import im.fenghuo.api.StanzaId;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomListener;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [XEP-0424](https://xmpp.org/extensions/xep-0424.html): Message Retraction, with tombstones in
/// the archives of both sides. What others retract than its author stays, and clients are told all
/// the same: they decide for themselves.
public final class Xep0424MessageRetract implements Xep, RetractionRule {

  private static final String NAMESPACE = "urn:xmpp:message-retract:1";
  private static final String OCCUPANT = "http://jabber.org/protocol/muc#user";
  private static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";

  private final Rooms rooms;

  /// @param rooms whose archives have tombstones, too
  public Xep0424MessageRetract(Rooms rooms) {
    this.rooms = rooms;
  }

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
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(NAMESPACE);
    inRooms.feature(NAMESPACE + "#tombstone");
    inRooms.listener(new Forgetting());
  }

  /// What was taken back is not sent to those who enter.
  private final class Forgetting implements RoomListener {
    @Override
    public void archived(Room room, Message message, Jid sender, String id) {
      String retracted = retracts(message);
      if (retracted != null) {
        room.history().forget(retracted, sender);
      }
    }
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

  /// §4. Of what a room itself takes back, it says by whom and why (XEP-0425 §5).
  @Override
  public Element tombstone(Message retraction, Instant at) {
    Element.Builder retracted =
        Element.of(NAMESPACE, "retracted")
            .attribute("id", Objects.requireNonNullElse(retraction.id(), ""))
            .attribute("stamp", Delay.stamp(at));
    Element retract = retraction.element().child(NAMESPACE, "retract");
    boolean isRoom = retraction.type() == Message.Type.GROUPCHAT && retraction.sender().isBare();
    if (retract != null && isRoom) {
      retracted.children(retract.children());
    }
    return retracted.build();
  }

  /// Which occupant has said it.
  @Override
  public List<Element> kept(Message original) {
    Element id = original.element().child(OCCUPANT_ID, "occupant-id");
    return id == null ? List.of() : List.of(id);
  }
}

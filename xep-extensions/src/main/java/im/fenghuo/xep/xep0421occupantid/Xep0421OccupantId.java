package im.fenghuo.xep.xep0421occupantid;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;

/// [XEP-0421](https://xmpp.org/extensions/xep-0421.html): Occupant identifiers for semi-anonymous
/// MUCs. All rooms have them. What is archived has its author's, so history and archives do, too.
public final class Xep0421OccupantId implements Xep {

  private static final String NAMESPACE = "urn:xmpp:occupant-id:0";
  private static final String NAME = "occupant-id";

  private static final RoomKey<OccupantIds> IDS = new RoomKey<>(NAME);

  private final Rooms rooms;

  public Xep0421OccupantId(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Document document() {
    return new Document(421, "occupant-id", "1.0.1");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Rooms.SERVICE, NAMESPACE);
    on.ephemeral(NAMESPACE);
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(NAMESPACE);
    inRooms.state(IDS, room -> new OccupantIds(room.secret()));
    inRooms.identifiers((room, id) -> room.get(IDS).find(id, room));
    inRooms.presence(NAMESPACE, NAME, (room, occupant) -> element(room, occupant.account()));
    inRooms.check((room, sender, message) -> replaced(room, sender.account(), message));
  }

  /// §4: whatever a client claims is replaced.
  private static Message replaced(Room room, Jid account, Message message) {
    Element said = message.element().without(child -> child.is(NAMESPACE, NAME));
    return message.withElement(said.with(element(room, account)));
  }

  private static Element element(Room room, Jid account) {
    return Element.of(NAMESPACE, NAME).attribute("id", room.get(IDS).of(account)).build();
  }
}

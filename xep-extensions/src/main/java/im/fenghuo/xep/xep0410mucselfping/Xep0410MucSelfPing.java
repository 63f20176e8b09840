package im.fenghuo.xep.xep0410mucselfping;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.muc.Names;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;

/// [XEP-0410](https://xmpp.org/extensions/xep-0410.html): MUC Self-Ping (Schrödinger's Chat), with
/// the optimisation of §3.3: the room answers, and not one of the occupant's clients. Whoever is
/// not in the room gets `not-acceptable`, as for any request to an occupant.
public final class Xep0410MucSelfPing implements Xep {

  private final Rooms rooms;

  public Xep0410MucSelfPing(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Document document() {
    return new Document(410, "muc-selfping", "1.1.0");
  }

  @Override
  public void install(Registrar on) {
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(Names.MUC + "#self-ping-optimization");
    inRooms.selfIq(Iq.Type.GET, "urn:xmpp:ping", "ping", (_, _, _) -> null);
  }
}

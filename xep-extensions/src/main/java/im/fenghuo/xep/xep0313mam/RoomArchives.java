package im.fenghuo.xep.xep0313mam;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.mam.ArchiveQueries;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomConfiguration;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.RoomRegistrar;

/// The archives of rooms (§6.1.2 of XEP-0313): for whoever could enter the room, whether they are
/// in it or not.
final class RoomArchives {

  private static final String NAMESPACE = ArchiveQueries.NAMESPACE;

  private final ArchiveQueries queries;

  RoomArchives(ArchiveQueries queries) {
    this.queries = queries;
  }

  void install(RoomRegistrar on) {
    on.feature(NAMESPACE);
    on.feature(NAMESPACE + "#extended");
    on.iq(Iq.Type.SET, NAMESPACE, "query", this::find);
    on.quickIq(Iq.Type.GET, NAMESPACE, "query", this::form);
    on.iq(Iq.Type.GET, NAMESPACE, "metadata", this::metadata);
  }

  /// Blocks.
  private Element find(Room room, Iq request) throws StanzaException {
    authorize(room, request);
    ArchiveQueries.Answer answer =
        queries.find(room.archive(), request.payload(), room.jid(), request.sender());
    for (Element result : answer.results()) {
      room.lane().send(Message.of(result));
    }
    return answer.fin();
  }

  private Element form(Room room, Iq request) throws StanzaException {
    authorize(room, request);
    return queries.form();
  }

  /// Blocks.
  private Element metadata(Room room, Iq request) throws StanzaException {
    authorize(room, request);
    return queries.metadata(room.archive());
  }

  private static void authorize(Room room, Iq request) throws StanzaException {
    Affiliation affiliation = room.affiliation(request.sender().bare());
    if (affiliation == Affiliation.OUTCAST) {
      throw new StanzaException(Condition.FORBIDDEN, "you are banned from this room");
    }
    RoomConfiguration configuration = room.configuration();
    boolean isClosed =
        configuration.is(RoomOptions.MEMBERS_ONLY)
            || configuration.is(RoomOptions.PASSWORD_PROTECTED);
    if (isClosed
        && !affiliation.entersMembersOnlyRooms()
        && room.occupants().of(request.sender()) == null) {
      throw new StanzaException(Condition.FORBIDDEN, "this room is for its members");
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;

/// How a session enters, in the order of XEP-0045 §7.1: presence of others, its own, history, the
/// subject; from then on it is part of the broadcast. Without presence of others that costs the
/// same however many there are.
final class Entering {

  private final Room room;
  private final EntityLane lane;
  private final Admission admission;

  Entering(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
    this.admission = new Admission(room);
  }

  /// Somebody who is not in the room wants to enter it.
  ///
  /// @throws StanzaException what whoever may not enter is told
  void enter(Presence presence) throws StanzaException {
    admission.check(presence, presence.recipient());
    admit(presence);
  }

  /// Lets a session in, which becomes one more of its account's occupant of that nickname if there
  /// is one.
  ///
  /// @param codes further status codes for its own presence
  void admit(Presence presence, int... codes) {
    Jid nickname = presence.recipient();
    Visit visit = new Visit(presence.sender(), room.presences().said(presence));
    Occupant present = room.occupants().named(nickname.resourcepart());
    if (present == null) {
      Occupant occupant = newcomer(nickname, presence.sender().bare());
      room.occupants().add(occupant, visit);
      room.announcements().entered(occupant);
      welcome(occupant, presence, codes);
    } else {
      show(present, visit);
      welcome(present, presence, codes);
    }
  }

  private Occupant newcomer(Jid nickname, Jid account) {
    Affiliation affiliation = room.affiliation(account);
    Role role = room.initialRole(account, affiliation);
    return new Occupant(nickname, account, affiliation, role);
  }

  /// A session that is in the room has lost track of it (§17.3): it gets everything again.
  void again(Occupant occupant, Presence presence) {
    show(occupant, new Visit(presence.sender(), room.presences().said(presence)));
    welcome(occupant, presence);
  }

  /// An occupant's client says something else of itself (§7.7).
  void update(Occupant occupant, Presence presence) {
    room.occupants().show(occupant, new Visit(presence.sender(), room.presences().said(presence)));
    room.announcements()
        .changed(
            occupant,
            occupant.role(),
            Notice.NONE,
            new Announcements.Cause(presence.sender(), presence.id()));
  }

  /// A client thinks that it is in the room (§7.2.17).
  void refuse(Presence presence) {
    Notice notice = Notice.by(null, "You are not in the room.", 110, 307, 333);
    lane.send(Presences.refused(presence.recipient(), presence.sender(), notice));
  }

  /// What those are told who enter.
  private int[] warnings() {
    RoomConfiguration configuration = room.configuration();
    List<Integer> codes = new ArrayList<>();
    if (configuration.get(RoomOptions.WHOIS) == Whois.ANYONE) {
      codes.add(100);
    }
    if (configuration.is(RoomOptions.PUBLIC_LOGGING)) {
      codes.add(170);
    }
    return codes.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Others hear of it only if it changes what they see.
  private void show(Occupant occupant, Visit visit) {
    Element before = occupant.shown().presence();
    room.occupants().show(occupant, visit);
    if (!before.equals(visit.presence())) {
      room.announcements().changedForOthers(occupant, visit.jid());
    }
  }

  /// Sends a session the presence of all others who are seen, as it may see them.
  void showOthers(Occupant occupant, Jid session) {
    boolean isInformed = room.isInformed(occupant);
    for (Role role : room.configuration().get(RoomOptions.PRESENCE_BROADCAST)) {
      for (Occupant other : room.occupants().in(role)) {
        if (other != occupant) {
          lane.send(Presences.to(session, room.presences().available(other, isInformed), null));
        }
      }
    }
  }

  private void welcome(Occupant occupant, Presence presence, int... codes) {
    Jid session = presence.sender();
    showOthers(occupant, session);
    boolean isInformed = room.isInformed(occupant);
    Notice notice = Notice.of(110).and(warnings()).and(codes);
    if (Nicknames.isModified(presence)) {
      notice = notice.and(210);
    }
    Presence own = room.presences().available(occupant, isInformed, notice);
    lane.send(Presences.to(session, own, presence.id()));
    room.history().send(session, HistoryRequest.of(presence));
    room.subject().send(session);
    room.broadcast().add(session, isInformed);
    room.tell(listener -> listener.entered(room, occupant, session));
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How sessions and occupants leave: of themselves (XEP-0045 §7.14), because somebody wants it, or
/// because they cannot be reached any more (§11.1).
final class Leaving {

  /// Removed because of a technical problem.
  private static final Notice FAILED = Notice.of(333);

  private static final Notice STOPPED = Notice.of(332);

  private final Room room;
  private final EntityLane lane;

  Leaving(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// A session says that it goes. From who is not in the room that is ignored (§17.3).
  void leave(Presence presence) {
    Occupant occupant = room.occupants().of(presence.sender());
    if (occupant != null) {
      part(
          occupant, presence.sender(), room.presences().said(presence), Notice.NONE, presence.id());
    }
  }

  /// A session cannot be reached.
  ///
  /// @param session a full JID; nothing happens when it is not in the room
  void fail(Jid session) {
    Occupant occupant = room.occupants().of(session);
    if (occupant != null) {
      part(occupant, session, Announcements.said(), FAILED, null);
    }
  }

  private void part(
      Occupant occupant, Jid session, Element said, Notice notice, @Nullable String id) {
    room.announcements().leaving(occupant, session, said, notice, id);
    room.broadcast().remove(session);
    if (occupant.visits().size() > 1) {
      boolean wasShown = occupant.shown().jid().equals(session);
      room.occupants().remove(occupant, session);
      if (wasShown) {
        room.announcements().changedForOthers(occupant, session);
      }
    } else {
      room.occupants().remove(occupant);
      room.announcements().left(occupant, said, notice);
      room.tell(listener -> listener.left(room, occupant));
      room.emptied();
    }
  }

  /// Removes occupants whom somebody does not want in the room. They learn it at once, everybody
  /// else after the request that is being answered ([Requests#afterAnswer]), as §8.2 and 9.1 want
  /// it.
  ///
  /// @param notice why, with the status code
  void remove(Collection<Occupant> those, Notice notice) {
    List<Occupant> gone = List.copyOf(those);
    for (Occupant occupant : gone) {
      room.announcements().leaving(occupant, Announcements.said(), notice, null);
      occupant.visits().forEach(visit -> room.broadcast().remove(visit.jid()));
      room.occupants().remove(occupant);
    }
    room.requests()
        .afterAnswer(() -> {
          for (Occupant occupant : gone) {
            room.announcements().left(occupant, Announcements.said(), notice);
            room.tell(listener -> listener.left(room, occupant));
          }
          room.emptied();
        });
  }

  /// The room leaves the memory of this node: everybody learns it for themselves alone (§11.2).
  void leave(Entity.Departure why) {
    if (why != Entity.Departure.IDLE) {
      for (Occupant occupant : room.occupants().all()) {
        room.announcements().leaving(occupant, Announcements.said(), STOPPED, null);
      }
    }
  }

  /// The room is no more: everybody learns it for themselves alone (§10.9).
  ///
  /// @param destroy with the reason, and where to go
  void destroyed(Element destroy) {
    Notice notice = new Notice(null, null, null, destroy);
    for (Occupant occupant : List.copyOf(room.occupants().all())) {
      for (Visit visit : occupant.visits()) {
        room.broadcast().remove(visit.jid());
        lane.send(Presences.refused(occupant.jid(), visit.jid(), notice));
      }
      room.occupants().remove(occupant);
    }
  }
}

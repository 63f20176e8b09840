package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells everybody in the room of a change of one of them, as far as the room is configured to
/// (`muc#roomconfig_presencebroadcast`): the others, and the sessions of that one with status 110.
final class Announcements {

  private static final int SELF = 110;

  private final Room room;
  private final EntityLane lane;

  Announcements(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Somebody has entered: the others learn it, their own session does not yet.
  void entered(Occupant occupant) {
    if (room.isVisible(occupant.role())) {
      room.broadcast().send(isInformed -> room.presences().available(occupant, isInformed));
    }
  }

  /// Something of an occupant has changed.
  ///
  /// @param before the role until now
  /// @param cause the session and the id of the stanza that has brought it about, if any
  void changed(Occupant occupant, Role before, Notice notice, @Nullable Cause cause) {
    Presences presences = room.presences();
    if (room.isVisible(occupant.role())) {
      toOthers(occupant, isInformed -> presences.available(occupant, isInformed, notice), null);
    } else if (room.isVisible(before)) {
      Element nothing = said();
      toOthers(
          occupant,
          isInformed ->
              presences.unavailable(occupant, nothing, occupant.role(), isInformed, notice),
          null);
    }
    boolean isInformed = room.isInformed(occupant);
    toSelf(occupant, presences.available(occupant, isInformed, notice.and(SELF)), cause);
  }

  /// What others see of an occupant is another session of it.
  ///
  /// @param cause the session that knows already
  void changedForOthers(Occupant occupant, Jid cause) {
    Presences presences = room.presences();
    if (room.isVisible(occupant.role())) {
      toOthers(occupant, isInformed -> presences.available(occupant, isInformed), cause);
    }
    Presence own = presences.available(occupant, room.isInformed(occupant), Notice.of(SELF));
    for (Visit visit : occupant.visits()) {
      if (!visit.jid().equals(cause)) {
        lane.send(Presences.to(visit.jid(), own, null));
      }
    }
  }

  /// An occupant will have another nickname; still has the old one.
  void renaming(Occupant occupant, String nickname) {
    Notice notice = Notice.renamed(nickname);
    Presences presences = room.presences();
    Role role = occupant.role();
    if (room.isVisible(role)) {
      toOthers(
          occupant,
          isInformed -> presences.unavailable(occupant, said(), role, isInformed, notice),
          null);
    }
    boolean isInformed = room.isInformed(occupant);
    toSelf(
        occupant,
        presences.unavailable(occupant, said(), role, isInformed, notice.and(SELF)),
        null);
  }

  /// An occupant goes: its own sessions learn it first (§7.14).
  ///
  /// @param said what it has said about it
  /// @param id of the stanza that it has said it with, or null
  void leaving(Occupant occupant, Element said, Notice notice, @Nullable String id) {
    boolean isInformed = room.isInformed(occupant);
    for (Visit visit : occupant.visits()) {
      self(occupant, visit.jid(), said, isInformed, notice, id);
    }
  }

  /// One session of an occupant goes.
  void leaving(Occupant occupant, Jid session, Element said, Notice notice, @Nullable String id) {
    self(occupant, session, said, room.isInformed(occupant), notice, id);
  }

  private void self(
      Occupant occupant,
      Jid session,
      Element said,
      boolean isInformed,
      Notice notice,
      @Nullable String id) {
    lane.send(
        Presences.to(
            session,
            room.presences().unavailable(occupant, said, Role.NONE, isInformed, notice.and(SELF)),
            id));
  }

  /// An occupant has gone: the others learn it.
  void left(Occupant occupant, Element said, Notice notice) {
    if (room.isVisible(occupant.role())) {
      Presences presences = room.presences();
      room.broadcast()
          .send(isInformed -> presences.unavailable(occupant, said, Role.NONE, isInformed, notice));
    }
  }

  private void toOthers(Occupant occupant, Broadcast.Written presence, @Nullable Jid entering) {
    List<Jid> own = occupant.visits().stream().map(Visit::jid).toList();
    own.forEach(room.broadcast()::remove);
    room.broadcast().send(presence);
    boolean isInformed = room.isInformed(occupant);
    own.stream()
        .filter(session -> !session.equals(entering))
        .forEach(session -> room.broadcast().add(session, isInformed));
  }

  private void toSelf(Occupant occupant, Presence presence, @Nullable Cause cause) {
    for (Visit visit : occupant.visits()) {
      String id = cause != null && visit.jid().equals(cause.session()) ? cause.id() : null;
      lane.send(Presences.to(visit.jid(), presence, id));
    }
  }

  /// A presence that says nothing.
  static Element said() {
    return Element.of(Stanza.NAMESPACE, "presence").build();
  }

  /// The stanza that has brought something about.
  record Cause(Jid session, @Nullable String id) {}
}

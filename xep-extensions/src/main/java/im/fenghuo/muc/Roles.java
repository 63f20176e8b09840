package im.fenghuo.muc;

/// Changes what occupants may do (XEP-0045 §5.1.3). Lasts as long as they are in the room.
public final class Roles {

  private final Room room;

  Roles(Room room) {
    this.room = room;
  }

  /// Gives an occupant another role, and everybody learns it, after the answer to the request that
  /// is being handled.
  ///
  /// @param role not [Role#NONE]: for that there is [Leaving#remove]
  /// @param notice by whom and why
  public void change(Occupant occupant, Role role, Notice notice) {
    stand(occupant, occupant.affiliation(), role, notice);
  }

  void stand(Occupant occupant, Affiliation affiliation, Role role, Notice notice) {
    Role before = occupant.role();
    boolean wasInformed = room.isInformed(occupant);
    room.occupants().stand(occupant, affiliation, role);
    boolean isInformed = room.isInformed(occupant);
    occupant.visits().forEach(visit -> room.broadcast().add(visit.jid(), isInformed));
    room.requests().afterAnswer(() -> tell(occupant, before, wasInformed, notice));
  }

  /// The same request may have removed them.
  private void tell(Occupant occupant, Role before, boolean wasInformed, Notice notice) {
    if (room.occupants().named(occupant.nickname()) == occupant) {
      room.announcements().changed(occupant, before, notice, null);
      if (!wasInformed && room.isInformed(occupant)) {
        occupant.visits().forEach(visit -> room.entering().showOthers(occupant, visit.jid()));
      }
      if (before != occupant.role()) {
        room.tell(listener -> listener.roleChanged(room, occupant, before));
      }
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Roles that somebody wants to change (XEP-0045 §8.2 to §8.5, §9.6 to §9.8): all or none.
final class RoleChanges {

  private static final int KICKED = 307;

  private final Room room;
  private final Actor actor;
  private final List<Change> changes = new ArrayList<>();

  private record Change(Occupant occupant, Role role, @Nullable String reason) {}

  RoleChanges(Room room, Actor actor) {
    this.room = room;
    this.actor = actor;
  }

  /// One more change.
  ///
  /// @throws StanzaException where there is no such occupant, or it is not allowed
  void add(AdminItem item, Role role) throws StanzaException {
    if (!actor.role().moderates() && !actor.affiliation().administers()) {
      throw new StanzaException(Condition.FORBIDDEN, "you are no moderator of this room");
    }
    for (Occupant occupant : occupants(item)) {
      Condition refusal =
          Privileges.roleChange(
              actor.role(), actor.affiliation(), occupant.role(), occupant.affiliation(), role);
      if (refusal != null) {
        throw new StanzaException(refusal, "you may not do this to " + occupant.nickname());
      }
      changes.add(new Change(occupant, role, item.reason()));
    }
  }

  private List<Occupant> occupants(AdminItem item) throws StanzaException {
    Jid jid = item.jid();
    List<Occupant> found = new ArrayList<>();
    if (item.nickname() != null) {
      add(found, room.occupants().named(item.nickname()));
    } else if (jid != null && jid.isFull()) {
      add(found, room.occupants().of(jid));
    } else if (jid != null) {
      found.addAll(room.occupants().ofAccount(jid));
    } else {
      throw new StanzaException(Condition.BAD_REQUEST, "a nickname is missing");
    }
    if (found.isEmpty()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody has this nickname");
    }
    return found;
  }

  private static void add(List<Occupant> found, @Nullable Occupant occupant) {
    if (occupant != null) {
      found.add(occupant);
    }
  }

  /// Does all of it. Who is kicked learns it before the answer to the request, everything else
  /// comes after it.
  void apply() {
    for (Change each : changes) {
      if (each.role() == Role.NONE) {
        room.leaving().remove(List.of(each.occupant()), actor.notice(each.reason(), KICKED));
      } else if (each.role() != each.occupant().role()) {
        room.requests()
            .afterAnswer(() ->
                room.roles().change(each.occupant(), each.role(), actor.notice(each.reason())));
      }
    }
  }
}

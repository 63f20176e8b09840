package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import java.util.ArrayList;
import java.util.List;

/// Changes what people are to the room (XEP-0045 §5.2.2), and with it what they may do while they
/// are in it; who may not be in the room any more is removed.
public final class Affiliating {

  private static final int BANNED = 301;
  private static final int NO_MEMBER = 321;

  /// How many changes back those are known whose affiliation was taken away.
  private static final long REMEMBERED = 1000;

  private final Room room;

  Affiliating(Room room) {
    this.room = room;
  }

  /// Changes affiliations: in storage, in memory, and then everybody learns it. Blocks: in a
  /// blocking step.
  ///
  /// @param changes each with any version: they get one here
  /// @param notice by whom and why
  public void change(List<Affiliated> changes, Notice notice) {
    if (changes.isEmpty()) {
      return;
    }
    Affiliations affiliations = room.affiliations();
    long version = affiliations.version();
    List<Affiliated> numbered = new ArrayList<>(changes.size());
    for (Affiliated each : changes) {
      numbered.add(
          new Affiliated(
              each.jid(), each.affiliation(), each.nickname(), each.reason(), ++version));
    }
    long forget = Math.max(affiliations.forgotten(), version - REMEMBERED);
    room.store().affiliate(room.state().id(), numbered, forget);
    List<Affiliation> before = numbered.stream().map(each -> affiliations.of(each.jid())).toList();
    affiliations.change(numbered, forget);
    for (int i = 0; i < numbered.size(); i++) {
      Affiliated each = numbered.get(i);
      apply(each.jid(), before.get(i), notice.because(each.reason()));
    }
  }

  private void apply(Jid jid, Affiliation before, Notice notice) {
    List<Occupant> present = occupants(jid);
    for (Occupant occupant : present) {
      Affiliation now = room.affiliations().of(occupant.account());
      if (now != occupant.affiliation()) {
        apply(occupant, now, notice);
      }
    }
    Affiliation now = room.affiliations().of(jid);
    if (now != before) {
      room.requests()
          .afterAnswer(() -> {
            if (present.isEmpty()) {
              Absentees.affiliated(room, jid, now);
            }
            room.tell(listener -> listener.affiliated(room, jid, before, now));
          });
    }
  }

  private List<Occupant> occupants(Jid jid) {
    return jid.isDomain()
        ? room.occupants().all().stream()
            .filter(each -> each.account().domain().equals(jid))
            .toList()
        : room.occupants().ofAccount(jid);
  }

  private void apply(Occupant occupant, Affiliation now, Notice notice) {
    boolean membersOnly = room.configuration().is(RoomOptions.MEMBERS_ONLY);
    boolean mayStay = membersOnly ? now.entersMembersOnlyRooms() : now.entersOpenRooms();
    if (mayStay) {
      room.roles().stand(occupant, now, role(occupant, now), notice);
    } else {
      room.occupants().stand(occupant, now, occupant.role());
      int code = now == Affiliation.OUTCAST ? BANNED : NO_MEMBER;
      room.leaving().remove(List.of(occupant), notice.and(code));
    }
  }

  /// The role that goes with the new affiliation: it is never less than what somebody of it enters
  /// with, and what only admins and owners have goes with that affiliation.
  private Role role(Occupant occupant, Affiliation now) {
    Role initial = room.initialRole(occupant.account(), now);
    boolean hasLost = occupant.affiliation().administers() && !now.administers();
    boolean hasMore = occupant.role().compareTo(initial) < 0;
    return hasMore && !hasLost ? occupant.role() : initial;
  }
}

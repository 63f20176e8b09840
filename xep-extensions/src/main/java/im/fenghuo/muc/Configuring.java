package im.fenghuo.muc;

import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Changes how the room is configured (XEP-0045 §10.2), with what follows from it for those who are
/// in it.
public final class Configuring {

  private static final int MEMBERS_ONLY = 322;

  private final Room room;

  Configuring(Room room) {
    this.room = room;
  }

  /// Configures the room: in storage, in memory, and then everybody learns it. A room that was
  /// locked is not any more. Blocks: in a blocking step.
  public void change(RoomConfiguration configuration) {
    RoomConfiguration before = room.configuration();
    room.store().configure(room.state().id(), configuration);
    room.state().configure(configuration);
    Set<RoomOption<?>> differences = configuration.differences(before);
    if (differences.contains(RoomOptions.WHOIS)) {
      room.occupants().all().forEach(this::inform);
    }
    announce(differences);
    if (differences.contains(RoomOptions.MEMBERS_ONLY)
        && configuration.is(RoomOptions.MEMBERS_ONLY)) {
      List<Occupant> strangers =
          room.occupants().all().stream()
              .filter(each -> !each.affiliation().entersMembersOnlyRooms())
              .toList();
      room.leaving().remove(strangers, Notice.of(MEMBERS_ONLY));
    }
    room.tell(listener -> listener.configured(room, before));
    room.emptied();
  }

  private void inform(Occupant occupant) {
    occupant.changed();
    boolean isInformed = room.isInformed(occupant);
    occupant.visits().forEach(visit -> room.broadcast().add(visit.jid(), isInformed));
  }

  /// §10.2.1: what concerns privacy has a status code of its own.
  private void announce(Set<RoomOption<?>> differences) {
    List<Integer> codes = new ArrayList<>();
    RoomConfiguration now = room.configuration();
    for (RoomOption<?> option : differences) {
      if (option == RoomOptions.PUBLIC_LOGGING) {
        codes.add(now.is(RoomOptions.PUBLIC_LOGGING) ? 170 : 171);
      } else if (option == RoomOptions.WHOIS) {
        codes.add(now.get(RoomOptions.WHOIS) == Whois.ANYONE ? 172 : 173);
      } else if (!codes.contains(104)) {
        codes.add(104);
      }
    }
    if (!codes.isEmpty()) {
      Element.Builder x = Element.of(Names.USER, "x");
      codes.stream()
          .sorted()
          .forEach(code ->
              x.child(Element.of(Names.USER, "status").attribute("code", code.toString()).build()));
      room.messages().announce(List.of(x.build()));
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lists of a room: those who have an affiliation (XEP-0045 §9.2, §9.5, §10.5, §10.8) or a role
/// (§8.5, §9.8).
final class Lists {

  private Lists() {}

  /// Answers a request for one list or several.
  ///
  /// @throws StanzaException `forbidden` to those who may not see one of them
  static Element get(Room room, Iq request) throws StanzaException {
    Element.Builder query = Element.of(Names.ADMIN, "query");
    for (AdminItem item : AdminItem.in(request.payload(), room.jid())) {
      Affiliation affiliation = item.affiliation();
      Role role = item.role();
      if (affiliation == Affiliation.NONE || role == Role.NONE) {
        throw new StanzaException(Condition.BAD_REQUEST, "there is no list of the others");
      }
      if (affiliation != null) {
        checkMaySee(room, request.sender(), affiliation);
        list(query, room, affiliation);
      } else if (role != null) {
        checkMaySee(room, request.sender(), role);
        list(query, room, role);
      }
    }
    return query.build();
  }

  private static void checkMaySee(Room room, Jid asking, Affiliation listed)
      throws StanzaException {
    boolean isAllowed =
        room.affiliation(asking.bare()).retrieves(listed)
            || (listed != Affiliation.OUTCAST && maySeeMembers(room, asking, listed));
    if (!isAllowed) {
      throw new StanzaException(Condition.FORBIDDEN, "you may not see this list");
    }
  }

  /// Where JIDs are no secret, members see each other, in the room or not, and so does everybody in
  /// it whose role is named by the configuration. Where they are, moderators see members at most.
  private static boolean maySeeMembers(Room room, Jid asking, Affiliation listed) {
    RoomConfiguration configuration = room.configuration();
    Occupant occupant = room.occupants().of(asking);
    boolean isMember = room.affiliation(asking.bare()).retrievesMembers();
    Role role = occupant != null ? occupant.role() : isMember ? Role.PARTICIPANT : Role.NONE;
    boolean isNamed = configuration.get(RoomOptions.GET_MEMBER_LIST).contains(role);
    return configuration.get(RoomOptions.WHOIS) == Whois.ANYONE
        ? isNamed
        : isNamed && role.moderates() && listed == Affiliation.MEMBER;
  }

  private static void checkMaySee(Room room, Jid asking, Role listed) throws StanzaException {
    Occupant occupant = room.occupants().of(asking);
    boolean moderates = occupant != null && occupant.role().moderates();
    boolean administers = room.affiliation(asking.bare()).administers();
    if (!administers && !(moderates && listed != Role.MODERATOR)) {
      throw new StanzaException(Condition.FORBIDDEN, "you may not see this list");
    }
  }

  private static void list(Element.Builder query, Room room, Affiliation affiliation) {
    room.affiliations().all(affiliation).stream()
        .sorted(Comparator.comparing(Affiliated::jid))
        .forEach(each -> query.child(item(room, each)));
  }

  private static Element item(Room room, Affiliated entry) {
    boolean isBanned = entry.affiliation() == Affiliation.OUTCAST;
    List<Occupant> present = isBanned ? List.of() : room.occupants().ofAccount(entry.jid());
    @Nullable String nickname = entry.nickname();
    if (nickname == null && !present.isEmpty()) {
      nickname = present.getFirst().nickname();
    }
    Element.Builder item =
        Element.of(Names.ADMIN, "item")
            .attribute("affiliation", entry.affiliation().value())
            .attribute("jid", entry.jid().toString())
            .attribute("nick", nickname)
            .attribute("role", present.isEmpty() ? null : present.getFirst().role().value());
    if (isBanned && entry.reason() != null) {
      item.child("reason", entry.reason());
    }
    return item.build();
  }

  private static void list(Element.Builder query, Room room, Role role) {
    for (Occupant occupant : room.occupants().in(role)) {
      query.child(
          Element.of(Names.ADMIN, "item")
              .attribute("affiliation", occupant.affiliation().value())
              .attribute("jid", occupant.shown().jid().toString())
              .attribute("nick", occupant.nickname())
              .attribute("role", occupant.role().value())
              .build());
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Who may enter (XEP-0045 §7.2.5 to 7.2.11).
final class Admission {

  private final Room room;

  Admission(Room room) {
    this.room = room;
  }

  /// @param nickname the occupant JID that is wanted
  /// @throws StanzaException what whoever may not enter is told
  void check(Presence presence, Jid nickname) throws StanzaException {
    Jid account = presence.sender().bare();
    Affiliation affiliation = room.affiliation(account);
    if (!affiliation.entersOpenRooms()) {
      throw new StanzaException(Condition.FORBIDDEN, "you have been banned from this room");
    }
    if (room.isLocked() && !affiliation.owns()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "this room is not open yet");
    }
    RoomConfiguration configuration = room.configuration();
    if (configuration.is(RoomOptions.MEMBERS_ONLY) && !affiliation.entersMembersOnlyRooms()) {
      throw new StanzaException(Condition.REGISTRATION_REQUIRED, "this room is for members only");
    }
    if (configuration.is(RoomOptions.PASSWORD_PROTECTED)
        && !configuration.get(RoomOptions.SECRET).equals(password(presence))) {
      throw new StanzaException(Condition.NOT_AUTHORIZED, "this room has a password");
    }
    room.nicknames().check(nickname, account);
    checkNumbers(nickname, affiliation);
    for (RoomRegistrar.EntryCheck each : room.registrations().entering()) {
      each.check(room, presence, affiliation);
    }
  }

  private static @Nullable String password(Presence presence) {
    Element x = presence.element().child(Names.MUC, "x");
    Element password = x == null ? null : x.child(Names.MUC, "password");
    return password == null ? null : password.text();
  }

  /// Admins and owners find room where there is none for others (§7.2.11).
  private void checkNumbers(Jid nickname, Affiliation affiliation) throws StanzaException {
    RoomSettings settings = room.settings();
    Occupant same = room.occupants().named(nickname.resourcepart());
    if (same != null && same.visits().size() >= settings.sessionsPerNickname()) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "too many sessions with this nickname");
    }
    int most = Math.min(room.configuration().get(RoomOptions.MAX_USERS), settings.occupants());
    int extra = affiliation.administers() ? settings.extraAdmins() : 0;
    if (same == null && room.occupants().size() - extra >= most) {
      throw new StanzaException(
          Condition.SERVICE_UNAVAILABLE, "wait", "there are too many people in this room", null);
    }
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;

/// Who may have which nickname, and its change (XEP-0045 §7.2.9, §7.6).
final class Nicknames {

  private final Room room;

  Nicknames(Room room) {
    this.room = room;
  }

  /// Whether an account may have a nickname.
  ///
  /// @param wanted the occupant JID
  /// @param account a bare JID
  /// @throws StanzaException `not-acceptable` for what is no name (§15.1), `conflict` when somebody
  ///   else has it, or has reserved it
  void check(Jid wanted, Jid account) throws StanzaException {
    String nickname = wanted.resourcepart();
    if (!isName(nickname, room.settings())) {
      throw noName();
    }
    Occupant present = room.occupants().named(nickname);
    if (present != null && !present.account().equals(account)) {
      throw new StanzaException(Condition.CONFLICT, "somebody else has this nickname");
    }
    Jid owner = room.affiliations().withNickname(nickname);
    if (owner != null && !owner.equals(account)) {
      throw new StanzaException(Condition.CONFLICT, "somebody else has reserved this nickname");
    }
  }

  /// Whether it is a name at all (§15.1).
  static boolean isName(String nickname, RoomSettings settings) {
    return !nickname.isBlank() && nickname.length() <= settings.nickname();
  }

  static StanzaException noName() {
    return new StanzaException(Condition.NOT_ACCEPTABLE, "this is not a nickname");
  }

  /// Gives an occupant, with all its sessions, another nickname.
  void change(Occupant occupant, Presence presence) throws StanzaException {
    Jid wanted = presence.recipient();
    Occupant present = room.occupants().named(wanted.resourcepart());
    check(wanted, occupant.account());
    if (present != null) {
      throw new StanzaException(Condition.CONFLICT, "another client of yours has this nickname");
    }
    room.announcements().renaming(occupant, wanted.resourcepart());
    room.occupants().rename(occupant, wanted);
    Jid session = presence.sender();
    room.occupants().show(occupant, new Visit(session, room.presences().said(presence)));
    Notice notice = isModified(presence) ? Notice.of(210) : Notice.NONE;
    room.announcements()
        .changed(
            occupant, occupant.role(), notice, new Announcements.Cause(session, presence.id()));
  }

  /// Whether a nickname is not written as it was asked for, but in its normal form (RFC 8265).
  static boolean isModified(Presence presence) {
    String asked = presence.element().attribute("to");
    if (asked == null) {
      return false;
    }
    int slash = asked.indexOf('/');
    return slash >= 0 && !asked.substring(slash + 1).equals(presence.recipient().resourcepart());
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// Whoever wants something changed.
///
/// @param account a bare JID
/// @param role [Role#NONE] of who is not in the room
/// @param nickname null of who is not in the room
record Actor(Jid account, Affiliation affiliation, Role role, @Nullable String nickname) {

  /// Whoever has sent something.
  ///
  /// @param sender a full JID, in the room or not
  static Actor of(Room room, Jid sender) {
    Occupant occupant = room.occupants().of(sender);
    return new Actor(
        sender.bare(),
        room.affiliation(sender.bare()),
        occupant == null ? Role.NONE : occupant.role(),
        occupant == null ? null : occupant.nickname());
  }

  /// What others learn of it.
  Notice notice(@Nullable String reason, int... codes) {
    return Notice.by(nickname, reason, codes);
  }
}

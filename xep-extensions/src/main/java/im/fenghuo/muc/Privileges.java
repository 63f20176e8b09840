package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import org.jspecify.annotations.Nullable;

/// Who may change whose role or affiliation (XEP-0045 §5.1.3, §5.2.2, §8, §9, §10), and with which
/// error it is refused.
final class Privileges {

  private Privileges() {}

  /// Whether somebody may give an occupant another role: moderators kick and handle voice, admins
  /// and owners also make moderators; nobody takes anything away from somebody of a higher
  /// affiliation, nor voice from somebody of the same.
  ///
  /// @param role the role of who acts
  /// @param by the affiliation of who acts
  /// @param from the role of the occupant
  /// @param of the affiliation of the occupant
  /// @param to the role that is to be
  /// @return the error; null where it is allowed
  static @Nullable Condition roleChange(
      Role role, Affiliation by, Role from, Affiliation of, Role to) {
    if (!role.moderates() && !by.administers()) {
      return Condition.FORBIDDEN;
    }
    if (to.compareTo(from) < 0) {
      return to == Role.MODERATOR && !by.administers() ? Condition.FORBIDDEN : null;
    }
    if (to == from) {
      return null;
    }
    if (!by.isAtLeast(of)) {
      return Condition.NOT_ALLOWED; // §8.2
    }
    if (to == Role.NONE) {
      return from == Role.MODERATOR && !by.administers() ? Condition.NOT_ALLOWED : null;
    }
    if (of.administers()) {
      return Condition.NOT_ALLOWED; // §8.4, §9.7: they are moderators as long as they are here
    }
    if (from == Role.MODERATOR && !by.administers()) {
      return Condition.FORBIDDEN; // §9
    }
    return to == Role.VISITOR && of.isAtLeast(by) ? Condition.NOT_ALLOWED : null; // §8.4
  }

  /// Whether somebody may turn somebody's affiliation into another one.
  ///
  /// @param by the affiliation of who acts
  /// @return the error; null where it is allowed
  static @Nullable Condition affiliationChange(Affiliation by, Affiliation from, Affiliation to) {
    if (by.changes(from, to)) {
      return null;
    }
    // §9.1: an admin who bans an owner hears another error than one who edits the lists of §10.
    boolean isBan = by.administers() && to == Affiliation.OUTCAST;
    return isBan ? Condition.NOT_ALLOWED : Condition.FORBIDDEN;
  }
}

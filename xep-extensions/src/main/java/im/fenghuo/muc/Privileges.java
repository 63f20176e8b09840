package im.fenghuo.muc;

/// Who may change whose role (XEP-0045 §5.1.3).
final class Privileges {

  private Privileges() {}

  /// Whether an occupant may give another one a role: moderators kick and handle voice, admins and
  /// owners also make moderators; nobody touches the role of somebody of a higher affiliation, nor
  /// that of an admin or owner other than as an admin or owner: that role follows from the
  /// affiliation.
  ///
  /// @param role the role of who acts
  /// @param affiliation the affiliation of who acts
  /// @param from the role of who is acted upon
  /// @param of the affiliation of who is acted upon
  /// @param to the role that is to be
  static boolean changesRole(
      Role role, Affiliation affiliation, Role from, Affiliation of, Role to) {
    if (of.isAtLeast(Affiliation.ADMIN) && !affiliation.isAtLeast(of)) {
      return false;
    }
    if (from == Role.MODERATOR || to == Role.MODERATOR) {
      return affiliation.administers();
    }
    return role.moderates();
  }

  /// Whether somebody of an affiliation may have a role at all: voice cannot be revoked from admins
  /// and owners (§8.4), who are moderators as long as they are in the room.
  static boolean mayHave(Affiliation affiliation, Role role) {
    return !affiliation.isAtLeast(Affiliation.ADMIN) || role == Role.MODERATOR || role == Role.NONE;
  }
}

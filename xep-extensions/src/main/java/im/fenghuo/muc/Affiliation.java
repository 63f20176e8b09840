package im.fenghuo.muc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What somebody is to a room, in it or not (XEP-0045 §5.2), the most powerful first.
public enum Affiliation {
  OWNER,
  ADMIN,
  MEMBER,
  NONE,
  OUTCAST;

  private static final Affiliation[] ALL = values();

  private final String value = name().toLowerCase(Locale.ROOT);

  /// As it is written.
  public String value() {
    return value;
  }

  /// The affiliation that is written so; null for none of them.
  public static @Nullable Affiliation of(@Nullable String value) {
    for (Affiliation each : ALL) {
      if (each.value.equals(value)) {
        return each;
      }
    }
    return null;
  }

  /// Whether it is the other one or a more powerful one.
  public boolean isAtLeast(Affiliation other) {
    return compareTo(other) <= 0;
  }

  /// Whether it enters open rooms.
  public boolean entersOpenRooms() {
    return this != OUTCAST;
  }

  /// Whether it enters members-only rooms.
  public boolean entersMembersOnlyRooms() {
    return isAtLeast(MEMBER);
  }

  /// Whether it may register with a room, if that allows it.
  public boolean registers() {
    return this == NONE;
  }

  /// Whether it may retrieve the member list of a room that does not hide JIDs.
  public boolean retrievesMembers() {
    return isAtLeast(MEMBER);
  }

  /// Whether it bans, edits the member list, and assigns and removes the role of moderator.
  public boolean administers() {
    return isAtLeast(ADMIN);
  }

  /// Whether it edits the lists of admins and owners, configures and destroys the room.
  public boolean owns() {
    return this == OWNER;
  }

  /// Whether it may retrieve the list of those who have an affiliation, wherever members cannot.
  public boolean retrieves(Affiliation listed) {
    return listed.isAtLeast(ADMIN) ? owns() : administers();
  }

  /// Whether it may turn somebody's affiliation into another (the chart of §5.2.2): admins rule
  /// over outcasts, the unaffiliated and members, owners over all.
  public boolean changes(Affiliation from, Affiliation to) {
    boolean ofAdmins = from.isAtLeast(ADMIN) || to.isAtLeast(ADMIN);
    return ofAdmins ? owns() : administers();
  }

  /// The role with which it enters (§5.1.2); none for an outcast.
  public Role initialRole(boolean moderatedRoom) {
    return switch (this) {
      case OWNER, ADMIN -> Role.MODERATOR;
      case MEMBER -> Role.PARTICIPANT;
      case NONE -> moderatedRoom ? Role.VISITOR : Role.PARTICIPANT;
      case OUTCAST -> Role.NONE;
    };
  }
}

package im.fenghuo.muc;

import java.util.List;

/// Whether people may make themselves members (XEP-0045 §7.10).
public enum Registration implements Choice {
  AUTOMATIC,
  OPEN,
  APPROVAL,
  CLOSED;

  /// Of a room's configuration.
  public static final RoomOption<Registration> OPTION =
      RoomOption.choice(
          "x-muc#roomconfig_registration", "May People Register?", AUTOMATIC, List.of(values()));

  @Override
  public String label() {
    return switch (this) {
      case AUTOMATIC -> "At once; if the room is members-only, after approval";
      case OPEN -> "At once";
      case APPROVAL -> "After an admin has approved";
      case CLOSED -> "No";
    };
  }

  /// Whether somebody has to approve.
  boolean needsApproval(boolean membersOnly) {
    return this == APPROVAL || (this == AUTOMATIC && membersOnly);
  }
}

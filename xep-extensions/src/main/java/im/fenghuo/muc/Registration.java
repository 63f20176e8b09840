package im.fenghuo.muc;

import java.util.List;

/// Whether people may make themselves members (XEP-0045 §7.10).
public enum Registration implements Choice {
  AUTOMATIC("automatic", "At once; if the room is members-only, after approval"),
  OPEN("open", "At once"),
  APPROVAL("approval", "After an admin has approved"),
  CLOSED("closed", "No");

  /// Of a room's configuration.
  public static final RoomOption<Registration> OPTION =
      RoomOption.choice(
          "x-muc#roomconfig_registration", "May People Register?", AUTOMATIC, List.of(values()));

  private final String value;
  private final String label;

  Registration(String value, String label) {
    this.value = value;
    this.label = label;
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public String label() {
    return label;
  }

  /// Whether somebody has to approve.
  boolean needsApproval(boolean membersOnly) {
    return this == APPROVAL || (this == AUTOMATIC && membersOnly);
  }
}

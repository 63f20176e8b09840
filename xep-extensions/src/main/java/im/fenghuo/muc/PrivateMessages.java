package im.fenghuo.muc;

/// Who may send private messages.
public enum PrivateMessages implements Choice {
  ANYONE("anyone", "Anyone"),
  PARTICIPANTS("participants", "Anyone with Voice"),
  MODERATORS("moderators", "Moderators Only"),
  NONE("none", "Nobody");

  private final String value;
  private final String label;

  PrivateMessages(String value, String label) {
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

  /// Whether an occupant of that role may.
  public boolean allows(Role role) {
    return switch (this) {
      case ANYONE -> role.isPresent();
      case PARTICIPANTS -> role.hasVoice();
      case MODERATORS -> role.moderates();
      case NONE -> false;
    };
  }
}

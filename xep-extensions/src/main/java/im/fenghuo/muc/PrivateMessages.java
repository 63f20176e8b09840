package im.fenghuo.muc;

/// Who may send private messages.
public enum PrivateMessages implements Choice {
  ANYONE,
  PARTICIPANTS,
  MODERATORS,
  NONE;

  @Override
  public String label() {
    return switch (this) {
      case ANYONE -> "Anyone";
      case PARTICIPANTS -> "Anyone with Voice";
      case MODERATORS -> "Moderators Only";
      case NONE -> "Nobody";
    };
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

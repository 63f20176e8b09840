package im.fenghuo.muc;

/// Who may discover the real JIDs of occupants.
public enum Whois implements Choice {
  /// A semi-anonymous room.
  MODERATORS,
  /// A non-anonymous room.
  ANYONE;

  @Override
  public String label() {
    return switch (this) {
      case MODERATORS -> "Moderators Only";
      case ANYONE -> "Anyone";
    };
  }
}

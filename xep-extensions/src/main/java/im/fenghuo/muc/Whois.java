package im.fenghuo.muc;

/// Who may discover the real JIDs of occupants.
public enum Whois implements Choice {
  /// A semi-anonymous room.
  MODERATORS("moderators", "Moderators Only"),
  /// A non-anonymous room.
  ANYONE("anyone", "Anyone");

  private final String value;
  private final String label;

  Whois(String value, String label) {
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
}

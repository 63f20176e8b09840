package im.fenghuo.muc.mention;

import im.fenghuo.muc.Choice;
import im.fenghuo.muc.Role;

/// Who may mention (XEP-0513 §4.6).
public enum MentionRight implements Choice {
  PARTICIPANTS("participants", "Participants"),
  MODERATORS("moderators", "Moderators Only"),
  NONE("none", "Nobody");

  private final String value;
  private final String label;

  MentionRight(String value, String label) {
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

  boolean allows(Role role) {
    return switch (this) {
      case PARTICIPANTS -> role.hasVoice();
      case MODERATORS -> role.moderates();
      case NONE -> false;
    };
  }
}

package im.fenghuo.muc.mention;

import im.fenghuo.muc.Choice;
import im.fenghuo.muc.Role;

/// Who may mention (XEP-0513 §4.6).
public enum MentionRight implements Choice {
  PARTICIPANTS,
  MODERATORS,
  NONE;

  @Override
  public String label() {
    return switch (this) {
      case PARTICIPANTS -> "Participants";
      case MODERATORS -> "Moderators Only";
      case NONE -> "Nobody";
    };
  }

  boolean allows(Role role) {
    return switch (this) {
      case PARTICIPANTS -> role.hasVoice();
      case MODERATORS -> role.moderates();
      case NONE -> false;
    };
  }
}

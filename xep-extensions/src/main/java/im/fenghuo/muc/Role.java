package im.fenghuo.muc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an occupant may do while in the room (XEP-0045 §5.1), the most powerful first.
public enum Role implements Choice {
  MODERATOR,
  PARTICIPANT,
  VISITOR,
  /// Not in the room.
  NONE;

  private static final Role[] ALL = values();

  private final String value = name().toLowerCase(Locale.ROOT);

  @Override
  public String value() {
    return value;
  }

  @Override
  public String label() {
    return value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
  }

  /// The role that is written so; null for none of them.
  public static @Nullable Role of(@Nullable String value) {
    for (Role each : ALL) {
      if (each.value.equals(value)) {
        return each;
      }
    }
    return null;
  }

  /// Whether it is in the room: receives messages and presence, changes its availability, and, as
  /// far as the room is configured so, its nickname, sends private messages and invites.
  public boolean isPresent() {
    return this != NONE;
  }

  /// Whether it has voice: sends messages to all, whatever the room (a visitor does where the room
  /// is not moderated), and modifies the subject where the room is configured so.
  public boolean hasVoice() {
    return this == MODERATOR || this == PARTICIPANT;
  }

  /// Whether it kicks participants and visitors, grants and revokes voice, and modifies the subject
  /// of every room.
  public boolean moderates() {
    return this == MODERATOR;
  }
}

package im.fenghuo.muc;

import java.util.Locale;

/// One of the values that an option of a room can have: an enum.
public interface Choice {

  /// The enum constant's.
  String name();

  /// As it is written.
  default String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// For people.
  String label();
}

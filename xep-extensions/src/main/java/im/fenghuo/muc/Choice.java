package im.fenghuo.muc;

/// One of the values that an option of a room can have.
public interface Choice {

  /// As it is written.
  String value();

  /// For people.
  String label();
}

package im.fenghuo.muc;

/// Names the state of an extension that is kept with each room; compared by identity.
///
/// @param <T> what is kept
@SuppressWarnings("UnusedTypeParameter") // it types Room.get and Room.set
public final class RoomKey<T> {
  private final String name;

  /// @param name for logs
  public RoomKey(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}

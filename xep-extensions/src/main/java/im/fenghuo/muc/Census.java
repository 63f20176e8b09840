package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.entity.EntityLane;
import java.time.Duration;

/// Stores how many are in a room, for those who look for rooms: a while after it has changed. Of
/// rooms that nobody may find that is nobody.
final class Census {

  /// How long what is stored may be wrong.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Room room;
  private final EntityLane lane;
  private int stored;
  private boolean isPending;

  Census(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  static void install(RoomRegistrar on) {
    on.listener(
        new RoomListener() {
          @Override
          public void entered(Room room, Occupant occupant, Jid session) {
            room.census().changed();
          }

          @Override
          public void left(Room room, Occupant occupant) {
            room.census().changed();
          }

          @Override
          public void configured(Room room, RoomConfiguration before) {
            room.census().changed();
          }
        });
  }

  /// The room has just been loaded, with nobody in it yet.
  ///
  /// @param before as it was stored
  void restore(int before) {
    stored = before;
    changed();
  }

  /// Whether what is stored is right.
  boolean isSettled() {
    return !room.exists() || stored == count();
  }

  private void changed() {
    if (!isPending && !isSettled()) {
      isPending = true;
      lane.after(PAUSE, () -> lane.thenBlocking(this::store));
    }
  }

  /// Blocks.
  private void store() {
    isPending = false;
    if (!isSettled()) {
      int count = count();
      room.store().populate(room.id(), count);
      stored = count;
    }
  }

  private int count() {
    RoomConfiguration configuration = room.configuration();
    boolean isListed = !room.isLocked() && configuration.is(RoomOptions.PUBLIC);
    return isListed ? room.occupants().size() : 0;
  }
}

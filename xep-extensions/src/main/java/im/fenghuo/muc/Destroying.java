package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Ends the room (XEP-0045 §10.9).
public final class Destroying {

  private final Room room;
  private final EntityLane lane;

  Destroying(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Ends it: in storage, in memory, and everybody in it learns it. Blocks: in a blocking step.
  ///
  /// @param alternate where to go instead, or null
  /// @param password of that room, or null
  /// @param reason for people, or null
  public void destroy(@Nullable Jid alternate, @Nullable String password, @Nullable String reason) {
    Element.Builder destroy =
        Element.of(Names.USER, "destroy")
            .attribute("jid", alternate == null ? null : alternate.toString());
    if (password != null) {
      destroy.child("password", password);
    }
    if (reason != null) {
      destroy.child("reason", reason);
    }
    room.store().remove(room.state().id());
    room.leaving().destroyed(destroy.build());
    room.tell(listener -> listener.destroyed(room));
    room.cease();
  }

  /// Ends it if it was for its occupants only and there are none any more: a temporary room, or one
  /// whose creator has left without configuring it (§10.1.3).
  void endIfAbandoned() {
    if (isAbandoned()) {
      lane.thenBlocking(() -> {
        if (isAbandoned()) {
          destroy(null, null, null);
        }
      });
    }
  }

  boolean isAbandoned() {
    return room.exists()
        && room.occupants().size() == 0
        && (room.isLocked() || !room.configuration().is(RoomOptions.PERSISTENT));
  }
}

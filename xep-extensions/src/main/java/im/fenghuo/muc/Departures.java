package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.entity.EntityLane;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes their affiliations from accounts that were removed: whoever has such a name later is
/// somebody else. A room that loses its last owner so is its admins' then.
final class Departures {

  private final Room room;
  private final EntityLane lane;

  Departures(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Looks whether somebody has departed.
  void look() {
    if (room.exists()) {
      lane.thenBlocking(this::settle);
    }
  }

  /// Blocks.
  private void settle() {
    List<Jid> departed = room.exists() ? room.store().departed(room.id()) : List.of();
    if (departed.isEmpty()) {
      return;
    }
    List<Affiliated> changes = new ArrayList<>();
    departed.forEach(jid -> changes.add(changed(jid, Affiliation.NONE, null)));
    boolean isOwned =
        room.affiliations().all(Affiliation.OWNER).stream()
            .anyMatch(each -> !departed.contains(each.jid()));
    if (!isOwned) {
      room.affiliations().all(Affiliation.ADMIN).stream()
          .filter(each -> !departed.contains(each.jid()))
          .forEach(each -> changes.add(changed(each.jid(), Affiliation.OWNER, each.nickname())));
    }
    room.affiliating().change(changes, Notice.of());
  }

  private static Affiliated changed(Jid jid, Affiliation affiliation, @Nullable String nickname) {
    return new Affiliated(jid, affiliation, nickname, null, 0);
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;

/// How a room comes to be (XEP-0045 §10.1): whoever enters it first owns it, and it is locked until
/// they have configured it.
final class Creation {

  private static final int CREATED = 201;

  private final Room room;
  private final EntityLane lane;

  Creation(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Makes the room, and lets its creator in.
  ///
  /// @throws StanzaException `not-allowed` to those who may not make rooms
  void create(Presence presence) throws StanzaException {
    Jid creator = presence.sender().bare();
    if (!mayCreate(creator)) {
      throw new StanzaException(Condition.NOT_ALLOWED, "you may not make rooms here");
    }
    checkNickname(presence.recipient());
    lane.thenBlocking(() -> {
      StoredRoom made =
          room.store()
              .create(room.jid(), creator, RoomConfiguration.usual())
              .orElseThrow(() ->
                  new StanzaException(
                      Condition.RESOURCE_CONSTRAINT, "the room was just made elsewhere"));
      room.restore(made);
      lane.thenQuick(() -> room.entering().admit(presence, CREATED));
    });
  }

  private void checkNickname(Jid nickname) throws StanzaException {
    if (!Nicknames.isName(nickname.resourcepart(), room.settings())) {
      throw Nicknames.noName();
    }
  }

  private boolean mayCreate(Jid creator) {
    Directory directory = room.services().directory();
    return directory.admins().contains(creator)
        || switch (room.settings().creators()) {
          case ANYONE -> true;
          case LOCAL -> directory.domains().contains(creator.domainpart());
          case ADMINS -> false;
        };
  }
}

package im.fenghuo.muc;

import im.fenghuo.api.Jid;

/// A room that everybody may find.
public record ListedRoom(Jid jid, RoomConfiguration configuration) {

  /// What it is called, or its localpart.
  public String name() {
    String name = configuration.get(RoomOptions.ROOM_NAME);
    return name.isEmpty() ? jid.localpart() : name;
  }
}

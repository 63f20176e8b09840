package im.fenghuo.muc;

import im.fenghuo.api.Jid;

/// A room that everybody may find.
///
/// @param occupants how many were in it not long ago
public record ListedRoom(Jid jid, RoomConfiguration configuration, int occupants) {

  /// What it is called, or its localpart.
  public String name() {
    String name = configuration.get(RoomOptions.ROOM_NAME);
    return name.isEmpty() ? jid.localpart() : name;
  }
}

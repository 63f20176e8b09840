package im.fenghuo.xep.xep0486mucavatars;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Where the vCards of rooms are kept. Everything blocks. They go with their rooms.
interface RoomVcards {

  /// Blocks. The vCard of a room; null where it has none.
  @Nullable Element get(long room);

  /// Blocks. Replaces the vCard of a room.
  ///
  /// @param vcard null for none
  void put(long room, @Nullable Element vcard);
}

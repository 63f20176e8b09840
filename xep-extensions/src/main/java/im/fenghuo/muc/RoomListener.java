package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import java.util.Set;

/// Is told what happens in rooms, on the room's lane, after it has happened and everybody in the
/// room was told. May not wait; for what waits there is [Room#lane].
public interface RoomListener {

  /// A session has entered.
  default void entered(Room room, Occupant occupant, Jid session) {}

  /// An occupant has left with the last session.
  default void left(Room room, Occupant occupant) {}

  /// Somebody's affiliation has changed, in the room or not.
  ///
  /// @param account a bare JID
  default void affiliated(Room room, Jid account, Affiliation before, Affiliation now) {}

  /// An occupant's role has changed.
  default void roleChanged(Room room, Occupant occupant, Role before) {}

  /// The room was configured; it is as it is now.
  default void configured(Room room, RoomConfiguration before) {}

  /// The subject has changed.
  default void subjectChanged(Room room, Occupant by) {}

  /// A message was archived.
  ///
  /// @param message as it was archived, from the occupant JID
  /// @param sender the real bare JID
  default void archived(Room room, Message message, Jid sender, String id) {}

  /// Somebody was mentioned who wants to know, in a message that was archived.
  ///
  /// @param id of the message
  /// @param accounts bare JIDs, in the room or not
  /// @param everybody whether all members were
  default void mentioned(Room room, String id, Set<Jid> accounts, boolean everybody) {}

  /// The room is no more.
  default void destroyed(Room room) {}
}

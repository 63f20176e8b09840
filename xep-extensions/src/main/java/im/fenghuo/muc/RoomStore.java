package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where rooms are kept. Everything blocks, and is durable when it returns.
///
/// What a room is is changed by its lane alone, so nothing here asks what was there before.
public interface RoomStore {

  /// Blocks. Loads a room with all that is kept of it; empty where there is none.
  Optional<StoredRoom> load(Jid jid);

  /// Blocks. Makes a room, locked, with its creator as owner; empty where there is one already.
  ///
  /// @param creator a bare JID
  Optional<StoredRoom> create(Jid jid, Jid creator, RoomConfiguration configuration);

  /// Blocks. Configures a room, which is not locked any more then.
  void configure(long room, RoomConfiguration configuration);

  /// Blocks. Says what a room is about.
  void discuss(long room, RoomSubject subject);

  /// Blocks. Changes affiliations, all or none.
  ///
  /// @param changes each with its number; the last one's is the highest
  /// @param forget the number up to which those with [Affiliation#NONE] go for good
  void affiliate(long room, List<Affiliated> changes, long forget);

  /// Blocks. Keeps something of an extension with a room, in place of what it has kept before.
  ///
  /// @param value null for nothing
  void keep(long room, String name, @Nullable Element value);

  /// Blocks. Removes a room and all that is kept of it, with its archive.
  void remove(long room);

  /// Blocks. Says how many are in a room.
  void populate(long room, int occupants);

  /// Blocks. Reads a page of the rooms that everybody may find.
  ///
  /// @param page names rooms by [RoomSearch.Order#id]
  List<ListedRoom> list(RoomSearch search, PageRequest page);

  /// Blocks. Counts these rooms; null where they are too many for that.
  @Nullable Long count(RoomSearch search);

  /// Blocks. How many rooms of a service somebody has created that are there.
  long createdBy(String service, Jid creator);

  /// Blocks. Whose accounts were removed that were something to the room: bare JIDs, which are
  /// nothing to it when it is loaded, until their affiliation is changed.
  List<Jid> departed(long room);

  /// Blocks. Some rooms to which somebody was something whose account was removed.
  List<Jid> departures(int limit);

  /// Blocks. The rooms that may be other than what is stored says if nobody looks after them, a few
  /// at a time: those that do not outlast their occupants, and those that say that somebody is in
  /// them.
  ///
  /// @param after the id of the last one that is known, 0 for none
  List<UnsettledRoom> unsettled(long after, int limit);

  /// A room that somebody has to look after.
  record UnsettledRoom(long id, Jid jid) {}
}

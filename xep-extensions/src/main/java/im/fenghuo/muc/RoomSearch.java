package im.fenghuo.muc;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which of the rooms that everybody may find somebody looks for, and in which order.
///
/// @param service the address of the service
/// @param words each of which is in one of the places, in any case; none for all rooms
/// @param places where words are looked for
/// @param occupants how many are in the room at least
public record RoomSearch(
    String service, List<String> words, Set<Place> places, int occupants, Order order) {

  /// Where a word may be.
  public enum Place {
    NAME,
    DESCRIPTION,
    /// In the localpart; a word with an `@` in the whole address.
    ADDRESS
  }

  /// The order of rooms.
  public enum Order {
    /// By localpart.
    ADDRESS,
    /// Those with most occupants first.
    OCCUPANTS;

    /// What a page names a room by.
    public String id(ListedRoom room) {
      String localpart = room.jid().localpart();
      return this == ADDRESS ? localpart : room.occupants() + "/" + localpart;
    }

    /// Whether a page may name a room by that.
    public boolean isId(String id) {
      return this == ADDRESS || id.matches("[0-9]{1,9}/.*");
    }
  }

  public RoomSearch {
    words = words.stream().map(RoomSearch::folded).toList();
    places = Set.copyOf(places);
  }

  /// All rooms, by address.
  public static RoomSearch all(String service) {
    return new RoomSearch(service, List.of(), Set.of(), 0, Order.ADDRESS);
  }

  /// A text as it is compared with others.
  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

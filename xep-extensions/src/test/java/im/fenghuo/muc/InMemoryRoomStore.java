package im.fenghuo.muc;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Jid;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rooms as long as the test runs.
public final class InMemoryRoomStore implements RoomStore {

  private final NavigableMap<String, StoredRoom> rooms = new TreeMap<>();
  private final Set<Jid> departed = new HashSet<>();
  private long lastId;

  @Override
  public synchronized Optional<StoredRoom> load(Jid jid) {
    return Optional.ofNullable(rooms.get(key(jid)));
  }

  @Override
  public synchronized Optional<StoredRoom> create(
      Jid jid, Jid creator, RoomConfiguration configuration) {
    if (rooms.containsKey(key(jid))) {
      return Optional.empty();
    }
    Affiliated owner = new Affiliated(creator, Affiliation.OWNER, null, null, 1);
    StoredRoom room =
        new StoredRoom(
            ++lastId,
            jid,
            creator,
            Instant.EPOCH,
            true,
            configuration,
            new byte[] {1, 2, 3, (byte) lastId},
            null,
            List.of(owner),
            1,
            0,
            0,
            Map.of());
    rooms.put(key(jid), room);
    return Optional.of(room);
  }

  private static String key(Jid jid) {
    return jid.domainpart() + "/" + jid.localpart();
  }

  private synchronized void change(long id, UnaryOperator<StoredRoom> change) {
    rooms.replaceAll((_, room) -> room.id() == id ? change.apply(room) : room);
  }

  private static StoredRoom with(
      StoredRoom room,
      boolean isLocked,
      RoomConfiguration configuration,
      @Nullable RoomSubject subject,
      int occupants,
      Map<String, Element> state) {
    return new StoredRoom(
        room.id(),
        room.jid(),
        room.creator(),
        room.created(),
        isLocked,
        configuration,
        room.secret(),
        subject,
        room.affiliations(),
        room.version(),
        room.forgotten(),
        occupants,
        state);
  }

  @Override
  public void configure(long id, RoomConfiguration configuration) {
    change(
        id,
        room -> with(room, false, configuration, room.subject(), room.occupants(), room.state()));
  }

  @Override
  public void discuss(long id, RoomSubject subject) {
    change(
        id,
        room ->
            with(
                room,
                room.isLocked(),
                room.configuration(),
                subject,
                room.occupants(),
                room.state()));
  }

  @Override
  public void affiliate(long id, List<Affiliated> changes, long forget) {
    if (changes.isEmpty()) {
      return;
    }
    changes.forEach(each -> departed.remove(each.jid()));
    change(
        id,
        room -> {
          Map<Jid, Affiliated> all = new HashMap<>();
          room.affiliations().forEach(each -> all.put(each.jid(), each));
          changes.forEach(each -> all.put(each.jid(), each));
          all.values()
              .removeIf(each -> each.affiliation() == Affiliation.NONE && each.version() <= forget);
          return new StoredRoom(
              room.id(),
              room.jid(),
              room.creator(),
              room.created(),
              room.isLocked(),
              room.configuration(),
              room.secret(),
              room.subject(),
              List.copyOf(all.values()),
              changes.getLast().version(),
              Math.max(forget, room.forgotten()),
              room.occupants(),
              room.state());
        });
  }

  @Override
  public void keep(long id, String name, @Nullable Element value) {
    change(
        id,
        room -> {
          Map<String, Element> state = new HashMap<>(room.state());
          if (value == null) {
            state.remove(name);
          } else {
            state.put(name, value);
          }
          return with(
              room,
              room.isLocked(),
              room.configuration(),
              room.subject(),
              room.occupants(),
              Map.copyOf(state));
        });
  }

  @Override
  public synchronized void remove(long id) {
    rooms.values().removeIf(room -> room.id() == id);
  }

  @Override
  public void populate(long id, int occupants) {
    change(
        id,
        room ->
            with(
                room,
                room.isLocked(),
                room.configuration(),
                room.subject(),
                occupants,
                room.state()));
  }

  private synchronized List<ListedRoom> listed(RoomSearch search) {
    Comparator<ListedRoom> byAddress = Comparator.comparing(room -> room.jid().localpart());
    return rooms.values().stream()
        .filter(room -> room.jid().domainpart().equals(search.service()) && !room.isLocked())
        .filter(room -> room.configuration().is(RoomOptions.PUBLIC))
        .map(room -> new ListedRoom(room.jid(), room.configuration(), room.occupants()))
        .filter(room -> room.occupants() >= search.occupants())
        .filter(room -> search.words().stream().allMatch(word -> contains(search, room, word)))
        .sorted(
            search.order() == RoomSearch.Order.ADDRESS
                ? byAddress
                : Comparator.comparingInt((ListedRoom room) -> -room.occupants())
                    .thenComparing(byAddress))
        .toList();
  }

  private static boolean contains(RoomSearch search, ListedRoom room, String word) {
    return search.places().stream()
        .map(place ->
            switch (place) {
              case NAME -> room.configuration().get(RoomOptions.ROOM_NAME);
              case DESCRIPTION -> room.configuration().get(RoomOptions.ROOM_DESCRIPTION);
              case ADDRESS -> word.contains("@") ? room.jid().toString() : room.jid().localpart();
            })
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
  }

  /// Rooms that are named by pages are there when they are named.
  @Override
  public List<ListedRoom> list(RoomSearch search, PageRequest page) {
    List<ListedRoom> all = listed(search);
    List<String> ids = all.stream().map(search.order()::id).toList();
    int size = all.size();
    return switch (page.cursor()) {
      case Cursor.First() -> all.subList(0, Math.min(size, page.max()));
      case Cursor.Last() -> all.subList(size - Math.min(size, page.max()), size);
      case Cursor.After(String id) -> {
        int from = ids.indexOf(id) + 1;
        yield all.subList(from, Math.min(size, from + page.max()));
      }
      case Cursor.Before(String id) -> {
        int until = ids.indexOf(id);
        yield all.subList(Math.max(0, until - page.max()), until);
      }
    };
  }

  @Override
  public Long count(RoomSearch search) {
    return (long) listed(search).size();
  }

  @Override
  public synchronized long createdBy(String service, Jid creator) {
    return rooms.values().stream()
        .filter(room -> room.jid().domainpart().equals(service) && room.creator().equals(creator))
        .count();
  }

  /// Somebody's account is removed.
  public synchronized void depart(Jid account) {
    departed.add(account);
  }

  @Override
  public synchronized List<Jid> departed(long room) {
    return List.copyOf(departed);
  }

  @Override
  public synchronized List<Jid> departures(int limit) {
    return departed.isEmpty() ? List.of() : rooms.values().stream().map(StoredRoom::jid).toList();
  }

  @Override
  public synchronized List<UnsettledRoom> unsettled(long after, int limit) {
    return rooms.values().stream()
        .filter(room -> !room.configuration().is(RoomOptions.PERSISTENT) || room.occupants() > 0)
        .filter(room -> room.id() > after)
        .map(room -> new UnsettledRoom(room.id(), room.jid()))
        .sorted((one, other) -> Long.compare(one.id(), other.id()))
        .limit(limit)
        .toList();
  }
}

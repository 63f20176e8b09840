package im.fenghuo.muc;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Jid;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rooms as long as the test runs.
public final class InMemoryRoomStore implements RoomStore {

  private final NavigableMap<String, StoredRoom> rooms = new TreeMap<>();
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
        state);
  }

  @Override
  public void configure(long id, RoomConfiguration configuration) {
    change(id, room -> with(room, false, configuration, room.subject(), room.state()));
  }

  @Override
  public void discuss(long id, RoomSubject subject) {
    change(id, room -> with(room, room.isLocked(), room.configuration(), subject, room.state()));
  }

  @Override
  public void affiliate(long id, List<Affiliated> changes, long forget) {
    if (changes.isEmpty()) {
      return;
    }
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
              room, room.isLocked(), room.configuration(), room.subject(), Map.copyOf(state));
        });
  }

  @Override
  public synchronized void remove(long id) {
    rooms.values().removeIf(room -> room.id() == id);
  }

  private synchronized List<ListedRoom> listed(String service, String search) {
    String wanted = search.toLowerCase(Locale.ROOT);
    return rooms.values().stream()
        .filter(room -> room.jid().domainpart().equals(service) && !room.isLocked())
        .filter(room -> room.configuration().is(RoomOptions.PUBLIC))
        .map(room -> new ListedRoom(room.jid(), room.configuration()))
        .filter(room ->
            room.name().toLowerCase(Locale.ROOT).contains(wanted)
                || room.jid().localpart().contains(wanted))
        .toList();
  }

  @Override
  public List<ListedRoom> list(String service, String search, PageRequest page) {
    List<ListedRoom> all = new ArrayList<>(listed(service, search));
    boolean isBackward = false;
    switch (page.cursor()) {
      case Cursor.First() -> {}
      case Cursor.Last() -> isBackward = true;
      case Cursor.After(String id) ->
          all.removeIf(room -> room.jid().localpart().compareTo(id) <= 0);
      case Cursor.Before(String id) -> {
        isBackward = true;
        all.removeIf(room -> room.jid().localpart().compareTo(id) >= 0);
      }
    }
    int size = all.size();
    int max = Math.min(size, page.max());
    return isBackward ? all.subList(size - max, size) : all.subList(0, max);
  }

  @Override
  public Long count(String service, String search) {
    return (long) listed(service, search).size();
  }

  @Override
  public synchronized long createdBy(String service, Jid creator) {
    return rooms.values().stream()
        .filter(room -> room.jid().domainpart().equals(service) && room.creator().equals(creator))
        .count();
  }

  @Override
  public synchronized List<TemporaryRoom> temporary(long after, int limit) {
    return rooms.values().stream()
        .filter(room -> !room.configuration().is(RoomOptions.PERSISTENT) && room.id() > after)
        .map(room -> new TemporaryRoom(room.id(), room.jid()))
        .sorted((one, other) -> Long.compare(one.id(), other.id()))
        .limit(limit)
        .toList();
  }
}

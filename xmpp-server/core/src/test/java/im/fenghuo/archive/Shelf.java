package im.fenghuo.archive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The partitions of archives in memory: which row has which number where.
final class Shelf {

  /// A number in a partition; without a row it only says whose it is.
  private record Slot(int tag, @Nullable Row row) {}

  private final Map<Integer, Map<Long, NavigableMap<Long, Slot>>> partitions = new HashMap<>();
  private final Set<Integer> known = new HashSet<>();
  private int gone;

  Shelf() {
    prepare(Retention.NEVER);
  }

  void prepare(int expires) {
    if (known.add(expires)) {
      partitions.put(expires, new HashMap<>());
    }
  }

  /// Whether the row, and its number beside the one before it, can be put where they belong.
  boolean hasPlace(Row row) {
    return partitions.containsKey(row.expires()) && partitions.containsKey(row.before());
  }

  /// The incarnation that has used the row's number, where the row or its number is to be.
  @Nullable Integer tag(Row row) {
    for (int partition : new int[] {row.expires(), row.before()}) {
      Map<Long, NavigableMap<Long, Slot>> there = partitions.get(partition);
      Slot slot = there == null ? null : slots(there, row.lane().archive()).get(row.number());
      if (slot != null) {
        return slot.tag();
      }
    }
    return null;
  }

  void put(Row row) {
    put(row.before(), row.lane().archive(), row.number(), new Slot(row.tag(), null));
    put(row.expires(), row.lane().archive(), row.number(), new Slot(row.tag(), row));
  }

  private void put(int partition, long archive, long number, Slot slot) {
    slots(partitions.get(partition), archive).put(number, slot);
  }

  private static NavigableMap<Long, Slot> slots(
      Map<Long, NavigableMap<Long, Slot>> partition, long archive) {
    return partition.computeIfAbsent(archive, _ -> new TreeMap<>());
  }

  /// All messages of an archive.
  NavigableMap<Long, Row> rows(long archive) {
    NavigableMap<Long, Row> rows = new TreeMap<>();
    for (Map<Long, NavigableMap<Long, Slot>> partition : partitions.values()) {
      slots(partition, archive)
          .forEach((number, slot) -> {
            if (slot.row() != null && slot.row().content().stanza().length > 0) {
              rows.put(number, slot.row());
            }
          });
    }
    return rows;
  }

  /// All numbers of an archive and whose they are.
  NavigableMap<Long, Integer> tags(long archive) {
    NavigableMap<Long, Integer> tags = new TreeMap<>();
    for (Map<Long, NavigableMap<Long, Slot>> partition : partitions.values()) {
      slots(partition, archive).forEach((number, slot) -> tags.put(number, slot.tag()));
    }
    return tags;
  }

  ArchiveEnd end(long archive) {
    NavigableMap<Long, Integer> tags = tags(archive);
    long last = tags.isEmpty() ? 0 : tags.lastKey();
    int expires = Retention.NEVER;
    for (Map<Long, NavigableMap<Long, Slot>> partition : partitions.values()) {
      Slot slot = slots(partition, archive).get(last);
      if (slot != null && slot.row() != null) {
        expires = slot.row().expires();
      }
    }
    return new ArchiveEnd(last, expires, gone);
  }

  void drop(int expires) {
    Map<Long, NavigableMap<Long, Slot>> dropped = partitions.remove(expires);
    if (dropped == null) {
      return;
    }
    dropped.forEach((archive, slots) -> {
      if (!slots.isEmpty()) {
        slots(partitions.get(Retention.NEVER), archive)
            .putIfAbsent(slots.lastKey(), new Slot(slots.lastEntry().getValue().tag(), null));
      }
    });
    gone = Math.max(gone, expires);
  }

  /// Leaves nothing of some messages but their numbers.
  void purge(long archive, Predicate<Content> isMeant) {
    for (Map<Long, NavigableMap<Long, Slot>> partition : partitions.values()) {
      slots(partition, archive)
          .replaceAll((_, slot) ->
              slot.row() != null && isMeant.test(slot.row().content())
                  ? new Slot(slot.tag(), blank(slot.row()))
                  : slot);
    }
  }

  private static Row blank(Row row) {
    Content content = row.content();
    Content nothing =
        new Content(content.at(), content.peer(), false, new byte[0], false, List.of());
    return new Row(
        row.lane(), row.number(), row.tag(), nothing, row.expires(), row.before(), row.receipt());
  }

  void remove(long archive) {
    partitions.values().forEach(partition -> partition.remove(archive));
  }
}

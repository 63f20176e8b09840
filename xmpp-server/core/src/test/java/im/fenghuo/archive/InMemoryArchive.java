package im.fenghuo.archive;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Archives in memory, written plainly: what others are compared with. Safe for all threads.
public final class InMemoryArchive implements RowStore, ArchiveReader {

  private final Shelf shelf = new Shelf();

  @Override
  public synchronized void insert(int writer, List<Row> rows, Consumer<Outcome> answer) {
    List<Row> stored = new ArrayList<>();
    List<Row> taken = new ArrayList<>();
    for (Row row : rows) {
      Integer tag = shelf.tag(row);
      if (tag != null) {
        (tag == row.tag() ? stored : taken).add(row);
      }
    }
    if (stored.isEmpty() && taken.isEmpty()) {
      rows.stream().filter(row -> !shelf.hasPlace(row)).forEach(taken::add);
    }
    if (stored.isEmpty() && taken.isEmpty()) {
      rows.forEach(shelf::put);
      answer.accept(new Outcome.Stored());
    } else {
      answer.accept(new Outcome.Taken(stored, taken));
    }
  }

  /// Forgets an archive.
  public synchronized void remove(long archive) {
    shelf.remove(archive);
  }

  @Override
  public synchronized void prepare(int expires) {
    shelf.prepare(expires);
  }

  /// Lets a day's partition go.
  public synchronized void drop(int expires) {
    shelf.drop(expires);
  }

  private NavigableMap<Long, Row> archive(long archive) {
    return shelf.rows(archive);
  }

  @Override
  public synchronized List<Entry> after(long archive, long number, int max) {
    return entries(archive(archive).tailMap(number, false).values()).stream().limit(max).toList();
  }

  @Override
  public synchronized ArchiveEnd end(long archive) {
    return shelf.end(archive);
  }

  @Override
  public synchronized void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {
    shelf.purge(
        owner.id(),
        content ->
            (with == null || content.peer().bare().equals(with))
                && (before == null || content.at().isBefore(before)));
  }

  @Override
  public synchronized List<Entry> ends(Owner owner, long last) {
    List<Entry> all =
        entries(archive(owner.id()).values()).stream()
            .filter(entry -> entry.number() <= last)
            .toList();
    return all.isEmpty() ? List.of() : List.of(all.getFirst(), all.getLast());
  }

  @Override
  public synchronized Page find(Owner owner, Query query) throws StanzaException {
    long archive = owner.id();
    List<Entry> found = new ArrayList<>(entries(archive(archive).values()));
    found.removeIf(entry -> !matches(query, entry));
    if (query.afterId() != null) {
      long last = before(archive, query.afterId(), true);
      found.removeIf(entry -> entry.number() <= last);
    }
    if (query.beforeId() != null) {
      long last = before(archive, query.beforeId(), false);
      found.removeIf(entry -> entry.number() > last);
    }
    for (String id : query.ids()) {
      if (entries(archive(archive).values()).stream().noneMatch(each -> each.id().equals(id))) {
        throw notFound();
      }
    }
    if (query.max() == 0) {
      return new Page(List.of(), found.isEmpty(), (long) found.size());
    }
    switch (query.page()) {
      case Cursor.After(String id) -> {
        long last = before(archive, id, true);
        found.removeIf(entry -> entry.number() <= last);
      }
      case Cursor.Before(String id) -> {
        long last = before(archive, id, false);
        found.removeIf(entry -> entry.number() > last);
      }
      case Cursor.First(), Cursor.Last() -> {}
    }
    return page(found, query);
  }

  @Override
  public synchronized Page search(Owner owner, Query query, String text) throws StanzaException {
    Query unpaged =
        new Query(
            query.with(),
            query.start(),
            query.end(),
            query.afterId(),
            query.beforeId(),
            query.ids(),
            query.page(),
            Integer.MAX_VALUE);
    List<Entry> found = new ArrayList<>(find(owner, unpaged).entries());
    Texts texts = new Texts();
    List<Words.Run> wanted = Words.runs(text);
    found.removeIf(each -> wanted.isEmpty() || !Words.match(wanted, texts.of(each.stanza())));
    return page(found, query);
  }

  private static Page page(List<Entry> found, Query query) {
    boolean complete = found.size() <= query.max();
    boolean backwards =
        query.page() instanceof Cursor.Last || query.page() instanceof Cursor.Before;
    int from = backwards && !complete ? found.size() - query.max() : 0;
    return new Page(
        List.copyOf(found.subList(from, complete ? found.size() : from + query.max())),
        complete,
        null);
  }

  private static boolean matches(Query query, Entry entry) {
    Jid with = query.with();
    return (with == null || with.equals(with.isBare() ? entry.peer().bare() : entry.peer()))
        && (query.start() == null || !entry.at().isBefore(query.start()))
        && (query.end() == null || !entry.at().isAfter(query.end()))
        && (query.ids().isEmpty() || query.ids().contains(entry.id()));
  }

  /// The last number that counts as lying before an id, with the id's own row or without.
  private long before(long archive, String text, boolean withItself) throws StanzaException {
    ArchiveId id = ArchiveId.parse(text);
    NavigableMap<Long, Integer> tags = shelf.tags(archive);
    if (id == null) {
      throw notFound();
    }
    for (Map.Entry<Long, Integer> each :
        tags.headMap(id.number(), true).descendingMap().entrySet()) {
      long number = each.getKey();
      if (number <= id.number() - ArchiveLane.MAX_UNDER_WAY) {
        break;
      }
      if (each.getValue() == id.tag()) {
        return number == id.number() && !withItself ? number - 1 : number;
      }
    }
    if (tags.isEmpty() || id.number() > tags.lastKey()) {
      throw notFound();
    }
    return withItself ? id.number() - ArchiveLane.MAX_UNDER_WAY - 1 : id.number() - 1;
  }

  private static StanzaException notFound() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "this id is not in the archive");
  }

  private static List<Entry> entries(Collection<Row> rows) {
    return rows.stream()
        .map(row ->
            new Entry(
                ArchiveId.format(row.number(), row.tag()),
                row.number(),
                row.content().at().truncatedTo(ChronoUnit.MILLIS),
                row.content().peer(),
                row.content().outgoing(),
                row.content().stanza()))
        .toList();
  }
}

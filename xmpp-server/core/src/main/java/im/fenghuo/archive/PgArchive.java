package im.fenghuo.archive;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Archives in PostgreSQL. A page without a filter is one statement: a range of the primary key.
public final class PgArchive implements ArchiveReader {

  /// How long a search waits for its index.
  private static final int SECONDS = 10;

  /// How many different words and pairs of characters can be searched for together.
  private static final int MAX_KEYS = 64;

  private final Db db;
  private final PgArchivePositions positions;
  private final PgPartitions partitions;
  private final SearchIndex index;

  /// @param db where the rows are
  /// @param indexers virtual threads on which the indexes of archives that are searched are made
  public PgArchive(Db db, Executor indexers) {
    this.db = db;
    this.positions = new PgArchivePositions(db);
    this.partitions = new PgPartitions(db);
    this.index = new SearchIndex(db, indexers, PgArchive::read);
  }

  @Override
  public List<Entry> after(long archive, long number, int max) {
    return read(db, archive, number, max);
  }

  /// Blocks. As [#after].
  static List<Entry> read(Db db, long archive, long number, int max) {
    return entries(new PgArchiveSelect(archive).from(number + 1).rows(db, false, max));
  }

  /// A query for the number of an archive's last row and the partition to go on from. The number
  /// may be in several partitions, and belongs to that of the message; without it there is only the
  /// number of a message that has gone.
  ///
  /// @param archive SQL for its key
  public static String lastRow(String archive) {
    return """
    SELECT seq, CASE WHEN stanza IS NULL THEN 2147483647 ELSE expires END AS expires
    FROM (SELECT seq, expires, stanza FROM archive_message WHERE archive = %s
      ORDER BY seq DESC LIMIT 3) AS numbers
    ORDER BY seq DESC, stanza IS NULL LIMIT 1\
    """
        .formatted(archive);
  }

  @Override
  public ArchiveEnd end(long archive) {
    return positions.end(archive);
  }

  @Override
  public void prepare(int expires) {
    partitions.prepare(expires);
  }

  @Override
  public void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {
    Durability.await(owner);
    new PgPurge(db, owner.id(), lastNumber(owner.id())).with(with).before(before).run();
  }

  @Override
  public List<Entry> ends(Owner owner, long last) {
    Durability.await(owner);
    PgArchiveSelect all = new PgArchiveSelect(owner.id()).to(last);
    List<Row> first = all.rows(db, false, 1);
    if (first.isEmpty()) {
      return List.of();
    }
    return entries(List.of(first.getFirst(), all.rows(db, true, 1).getFirst()));
  }

  @Override
  public Page find(Owner owner, Query query) throws StanzaException {
    Durability.await(owner);
    PgArchiveSelect select = select(owner.id(), query);
    if (query.max() == 0) {
      long count = select.count(db);
      return new Page(List.of(), count == 0, count);
    }
    return page(select, query.page(), query.max());
  }

  /// All that restricts a query but the page.
  private PgArchiveSelect select(long archive, Query query) throws StanzaException {
    PgArchiveSelect select = new PgArchiveSelect(archive);
    if (query.afterId() != null) {
      select.from(positions.find(archive, query.afterId()).after());
    }
    if (query.beforeId() != null) {
      select.to(positions.find(archive, query.beforeId()).before());
    }
    if (query.with() != null) {
      select.with(query.with());
    }
    if (query.start() != null) {
      select.notBefore(query.start(), positions.around(archive, query.start(), false));
    }
    if (query.end() != null) {
      select.notAfter(query.end(), positions.around(archive, query.end(), true));
    }
    if (!query.ids().isEmpty()) {
      select.only(requirePresent(archive, query.ids()));
    }
    return select;
  }

  @Override
  public Page search(Owner owner, Query query, String text) throws StanzaException {
    Durability.await(owner);
    long archive = owner.id();
    List<Words.Run> wanted = Words.runs(text);
    Set<Integer> keys = Words.wanted(wanted);
    if (keys.size() > MAX_KEYS) {
      throw new StanzaException(Condition.BAD_REQUEST, "search for fewer words");
    }
    long last = lastNumber(archive);
    if (keys.isEmpty() || last == 0) {
      return new Page(List.of(), true, null);
    }
    if (query.with() != null) {
      keys.add(SearchIndex.peer(query.with().bare().toString()));
    }
    if (!index.await(archive, last, SECONDS)) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "your history is being indexed; search again in a minute");
    }
    PgArchiveSelect select = select(archive, query).to(last);
    boolean backwards =
        switch (query.page()) {
          case Cursor.First() -> false;
          case Cursor.Last() -> true;
          case Cursor.After(String id) -> {
            select.from(positions.find(archive, id).after());
            yield false;
          }
          case Cursor.Before(String id) -> {
            select.to(positions.find(archive, id).before());
            yield true;
          }
        };
    PgArchiveSearch search = new PgArchiveSearch(db, index, select, wanted, keys, backwards);
    List<Row> rows = query.max() == 0 ? List.of() : search.rows(query.max() + 1);
    List<Row> page = rows.size() <= query.max() ? rows : rows.subList(0, query.max());
    boolean complete = query.max() > 0 && page.size() == rows.size() && !search.isCut();
    return new Page(entries(backwards ? page.reversed() : page), complete, null);
  }

  private Page page(PgArchiveSelect select, Cursor cursor, int max) throws StanzaException {
    return switch (cursor) {
      case Cursor.First() -> page(select.rows(db, false, max + 1), false, max);
      case Cursor.Last() -> page(select.rows(db, true, max + 1), true, max);
      case Cursor.After(String id) -> next(select, id, false, max);
      case Cursor.Before(String id) -> next(select, id, true, max);
    };
  }

  /// The page beside an entry. Where nothing is filtered the entry itself is read along, which
  /// saves asking first whether it is there.
  private Page next(PgArchiveSelect select, String id, boolean backwards, int max)
      throws StanzaException {
    ArchiveId known = ArchiveId.parse(id);
    if (known != null && !select.isFiltered()) {
      PgArchiveSelect inclusive = new PgArchiveSelect(select.archive());
      if (backwards) {
        inclusive.to(known.number());
      } else {
        inclusive.from(known.number());
      }
      List<Row> rows = inclusive.rows(db, backwards, max + 2);
      boolean isThere = !rows.isEmpty() && id(rows.getFirst()).equals(known);
      if (isThere && (rows.size() > 1 || !PgArchiveSelect.isCut(rows))) {
        return page(rows.subList(1, rows.size()), backwards, max);
      }
    }
    PgArchivePositions.Position position = positions.find(select.archive(), id);
    if (backwards) {
      select.to(position.before());
    } else {
      select.from(position.after());
    }
    return page(select.rows(db, backwards, max + 1), backwards, max);
  }

  private static Page page(List<Row> rows, boolean backwards, int max) {
    List<Row> page = rows.size() <= max ? rows : rows.subList(0, max);
    boolean complete = page.size() == rows.size() && !PgArchiveSelect.isCut(rows);
    return new Page(entries(backwards ? page.reversed() : page), complete, null);
  }

  /// XEP-0313 §4.1.3: each id that is asked for must be there.
  private List<Long> requirePresent(long archive, List<String> ids) throws StanzaException {
    Map<Long, ArchiveId> wanted = new HashMap<>();
    for (String text : ids) {
      ArchiveId id = ArchiveId.parse(text);
      if (id == null) {
        throw PgArchivePositions.notFound();
      }
      wanted.put(id.number(), id);
    }
    List<Long> numbers = new ArrayList<>(wanted.keySet());
    List<Row> rows =
        db.query(
            """
            SELECT seq, tag FROM archive_message
            WHERE archive = $1 AND seq = ANY ($2::bigint[]) AND stanza <> ''\
            """,
            archive,
            numbers);
    boolean isSame = rows.stream().allMatch(row -> id(row).equals(wanted.get(row.bigint(0))));
    if (rows.size() != wanted.size() || !isSame) {
      throw PgArchivePositions.notFound();
    }
    return numbers;
  }

  private static ArchiveId id(Row row) {
    return new ArchiveId(row.bigint(0), row.integer(1));
  }

  private static List<Entry> entries(List<Row> rows) {
    List<Entry> entries = new ArrayList<>(rows.size());
    for (Row row : rows) {
      String resource = row.text(4);
      String peer = row.text(3);
      entries.add(
          new Entry(
              id(row).toString(),
              row.bigint(0),
              row.instant(2),
              Jid.parse(resource.isEmpty() ? peer : peer + '/' + resource),
              row.bool(5),
              row.bytes(6),
              row.bool(7)));
    }
    return entries;
  }
}

package im.fenghuo.archive;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One search: goes through an archive in one direction, from candidate to candidate, and reads
/// them. Everything blocks.
final class PgArchiveSearch {

  /// How many candidates are read at a time.
  private static final int READ = 64;

  /// How many that match nothing are read before the search gives up.
  private static final int IN_VAIN = 20_000;

  /// How many blocks are asked for first; twice as many each time that there was nothing.
  private static final long WINDOW = 256;

  private static final long MAX_WINDOW = 16_384;

  private final Db db;
  private final SearchIndex index;
  private final PgArchiveSelect select;
  private final List<Words.Run> wanted;
  private final Set<Integer> keys;
  private final boolean backwards;
  private final Texts texts = new Texts();
  private final long indexed;

  private final ArrayDeque<Long> candidates = new ArrayDeque<>();
  private long window = WINDOW;
  private long next;
  private int readInVain;
  private long bytes;

  /// @param select what is searched, with what else restricts it
  /// @param wanted what must occur
  /// @param keys the keys that a match has
  PgArchiveSearch(
      Db db,
      SearchIndex index,
      PgArchiveSelect select,
      List<Words.Run> wanted,
      Set<Integer> keys,
      boolean backwards) {
    this.db = db;
    this.index = index;
    this.select = select;
    this.wanted = wanted;
    this.keys = keys;
    this.backwards = backwards;
    this.indexed = index.blocks(select.archive()) * SearchIndex.BLOCK;
    this.next = backwards ? select.last() : select.first();
  }

  /// The first matches on the way: as many, or a few more; fewer when they are large.
  ///
  /// @throws StanzaException `resource-constraint` when too much has to be read to find any
  List<Row> rows(int max) throws StanzaException {
    List<Row> found = new ArrayList<>();
    while (found.size() < max && bytes < PgArchiveSelect.PAGE_BYTES) {
      List<Long> some = candidates();
      if (some.isEmpty()) {
        break;
      }
      for (Row row : read(some)) {
        if (Words.match(wanted, texts.of(row.bytes(6)))) {
          found.add(row);
          bytes += row.bytes(6).length;
          readInVain = 0;
        } else {
          readInVain++;
        }
      }
      if (readInVain > IN_VAIN) {
        throw new StanzaException(
            Condition.RESOURCE_CONSTRAINT, "too much is similar to this: search for more words");
      }
    }
    return found;
  }

  /// Whether [#rows] may have ended before its maximum.
  boolean isCut() {
    return bytes >= PgArchiveSelect.PAGE_BYTES;
  }

  /// The candidates' rows, as far as there are any and nothing else excludes them.
  private List<Row> read(List<Long> numbers) {
    List<Row> rows = new ArrayList<>();
    List<Long> rest = numbers;
    while (!rest.isEmpty()) {
      PgArchiveSelect some = select.copy();
      some.only(rest);
      List<Row> page = some.rows(db, backwards, rest.size());
      rows.addAll(page);
      if (!PgArchiveSelect.isCut(page)) {
        break;
      }
      rest = rest.subList(rest.indexOf(page.getLast().bigint(0)) + 1, rest.size());
    }
    return rows;
  }

  /// The next candidates in the direction of the search; none at its end.
  private List<Long> candidates() {
    while (candidates.isEmpty() && isWithin(next)) {
      if (next > indexed) {
        addUnindexed();
      } else {
        addIndexed();
      }
    }
    List<Long> some = new ArrayList<>();
    while (some.size() < READ && !candidates.isEmpty()) {
      some.add(candidates.remove());
    }
    return some;
  }

  private boolean isWithin(long number) {
    return number >= select.first() && number <= select.last();
  }

  /// The newest messages, whose block is not full, are all candidates.
  private void addUnindexed() {
    long step = backwards ? -1 : 1;
    for (int i = 0; i < READ && isWithin(next) && next > indexed; i++) {
      candidates.add(next);
      next += step;
    }
  }

  private void addIndexed() {
    long block = SearchIndex.blockOf(next);
    long from = backwards ? Math.max(0, block - window + 1) : block;
    long to = backwards ? block : Math.min(SearchIndex.blockOf(indexed), block + window - 1);
    for (SearchIndex.Candidates some : index.find(select.archive(), keys, from, to, backwards)) {
      some.numbers(backwards).stream().filter(this::isWithin).forEach(candidates::add);
    }
    next = backwards ? from * SearchIndex.BLOCK : (to + 1) * SearchIndex.BLOCK + 1;
    window = candidates.isEmpty() ? Math.min(2 * window, MAX_WINDOW) : WINDOW;
  }
}

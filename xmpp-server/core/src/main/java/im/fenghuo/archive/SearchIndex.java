package im.fenghuo.archive;

import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which words stand in which blocks of an archive: 64 numbers to a block, a bit for each. Made for
/// an archive when it is searched, as far as its blocks are full. Only a hint where to look: what
/// is found is read from the archive, so whatever has gone from there is not found any more.
final class SearchIndex {

  /// How many numbers make a block.
  static final int BLOCK = Long.SIZE;

  /// How many blocks are written in one transaction.
  private static final int STEP = 64;

  private final Db db;
  private final Executor indexers;
  private final Source source;
  private final Map<Long, Making> underWay = new ConcurrentHashMap<>();

  /// @param indexers where indexes are made, whether somebody waits for them or not
  /// @param source what is indexed
  SearchIndex(Db db, Executor indexers, Source source) {
    this.db = db;
    this.indexers = indexers;
    this.source = source;
  }

  /// The archives, as [ArchiveReader#after] reads them.
  interface Source {
    List<Entry> after(long archive, long number, int max);
  }

  /// The making of an index.
  private static final class Making {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable RuntimeException failure;
  }

  /// Numbers of a block that may match.
  record Candidates(long block, long mask) {

    /// In order, or against it.
    List<Long> numbers(boolean backwards) {
      List<Long> numbers = new ArrayList<>(Long.bitCount(mask));
      for (int bit = 0; bit < BLOCK; bit++) {
        if ((mask >>> bit & 1) != 0) {
          numbers.add(block * BLOCK + bit + 1);
        }
      }
      return backwards ? numbers.reversed() : numbers;
    }
  }

  static long blockOf(long number) {
    return (number - 1) / BLOCK;
  }

  /// Blocks. How many blocks are indexed.
  long blocks(long archive) {
    return db.queryOne("SELECT blocks FROM archive_search WHERE archive = $1", archive)
        .map(row -> row.bigint(0))
        .orElse(0L);
  }

  /// Blocks, but not for long. Has the index made up to the last full block.
  ///
  /// @param last the number of the archive's last row
  /// @param seconds how long to wait for it; it is made even if nobody waits any more
  /// @return whether it is there
  boolean await(long archive, long last, int seconds) {
    long due = last / BLOCK;
    if (blocks(archive) >= due) {
      return true;
    }
    Making mine = new Making();
    Making other = underWay.putIfAbsent(archive, mine);
    if (other == null) {
      indexers.execute(() -> make(archive, due, mine));
    }
    Making making = other == null ? mine : other;
    try {
      if (!making.ended.await(seconds, TimeUnit.SECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (making.failure != null) {
      throw new DbException(
          DbException.Kind.UNAVAILABLE, "the index could not be made", making.failure);
    }
    return blocks(archive) >= due || await(archive, last, 1);
  }

  private void make(long archive, long due, Making making) {
    try {
      Texts texts = new Texts();
      for (long next = blocks(archive); next < due; ) {
        next = step(texts, archive, next, Math.min(due, next + STEP));
      }
    } catch (RuntimeException e) {
      making.failure = e;
    } finally {
      underWay.remove(archive);
      making.ended.countDown();
    }
  }

  /// Indexes the blocks from one to before another.
  ///
  /// @return how many blocks are indexed now
  private long step(Texts texts, long archive, long from, long to) {
    Map<Long, Map<Integer, Long>> words = new HashMap<>();
    long after = from * BLOCK;
    while (after < to * BLOCK) {
      List<Entry> page = source.after(archive, after, (int) (to * BLOCK - after));
      if (page.isEmpty()) {
        break;
      }
      for (Entry entry : page) {
        long number = entry.number();
        if (number <= to * BLOCK) {
          Map<Integer, Long> block = words.computeIfAbsent(blockOf(number), _ -> new HashMap<>());
          long bit = 1L << (number - 1) % BLOCK;
          keys(texts, entry).forEach(key -> block.merge(key, bit, (a, b) -> a | b));
        }
      }
      after = page.getLast().number();
    }
    return db.transaction(transaction -> write(transaction, archive, from, to, words));
  }

  private static Set<Integer> keys(Texts texts, Entry entry) {
    Set<Integer> keys = Words.keys(texts.of(entry.stanza()));
    if (!keys.isEmpty()) {
      keys.add(peer(entry.peer().bare().toString()));
    }
    return keys;
  }

  /// The key of a conversation: no word has a space in it.
  static int peer(String bareJid) {
    return Words.key("with " + bareJid);
  }

  private static long write(
      Db db, long archive, long from, long to, Map<Long, Map<Integer, Long>> words) {
    db.update(
        "INSERT INTO archive_search (archive, blocks) VALUES ($1, 0) ON CONFLICT DO NOTHING",
        archive);
    long done =
        db.queryOne("SELECT blocks FROM archive_search WHERE archive = $1 FOR UPDATE", archive)
            .map(row -> row.bigint(0))
            .orElseThrow();
    if (done != from) {
      return done; // another node is at it, too
    }
    List<Integer> keys = new ArrayList<>();
    List<Long> blocks = new ArrayList<>();
    List<Long> masks = new ArrayList<>();
    words.forEach((block, bits) ->
        bits.forEach((key, mask) -> {
          keys.add(key);
          blocks.add(block);
          masks.add(mask);
        }));
    if (!keys.isEmpty()) {
      db.update(
          """
          INSERT INTO archive_word (archive, word, block, mask)
          SELECT $1::bigint, * FROM unnest($2::integer[], $3::bigint[], $4::bigint[])
          ON CONFLICT (archive, word, block) DO UPDATE SET mask = excluded.mask
          """,
          archive,
          keys,
          blocks,
          masks);
    }
    db.update("UPDATE archive_search SET blocks = $2 WHERE archive = $1", archive, to);
    return to;
  }

  /// Blocks. Forgets the words of a message that is going: not even from the index can be read off
  /// what it has said.
  ///
  /// @param transaction in which it goes
  static void forget(
      Db transaction, Texts texts, long archive, String peer, long number, byte[] stanza) {
    Set<Integer> keys = Words.keys(texts.of(stanza));
    if (keys.isEmpty()) {
      return;
    }
    keys.add(peer(peer));
    long block = blockOf(number);
    List<Integer> words = List.copyOf(keys);
    transaction.update(
        """
        UPDATE archive_word SET mask = mask & $4
        WHERE archive = $1 AND block = $2 AND word = ANY ($3::integer[])
        """,
        archive,
        block,
        words,
        ~(1L << (number - 1) % BLOCK));
    transaction.update(
        """
        DELETE FROM archive_word
        WHERE archive = $1 AND block = $2 AND word = ANY ($3::integer[]) AND mask = 0
        """,
        archive,
        block,
        words);
  }

  /// Blocks. Where all the words may stand together, within some blocks.
  List<Candidates> find(long archive, Set<Integer> keys, long from, long to, boolean backwards) {
    List<Row> rows =
        db.query(
            """
            SELECT block, bit_and(mask) FROM archive_word
            WHERE archive = $1 AND word = ANY ($2::integer[]) AND block BETWEEN $3 AND $4
            GROUP BY block HAVING count(*) = $5 AND bit_and(mask) <> 0
            ORDER BY block\
            """
                + (backwards ? " DESC" : ""),
            archive,
            List.copyOf(keys),
            from,
            to,
            (long) keys.size());
    return rows.stream().map(row -> new Candidates(row.bigint(0), row.bigint(1))).toList();
  }
}

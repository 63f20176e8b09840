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

  /// The archives, as [ArchiveReader#after] reads them, in a transaction.
  interface Source {
    List<Entry> after(Db transaction, long archive, long number, int max);
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

  static long bit(long number) {
    return 1L << (number - 1) % BLOCK;
  }

  /// Blocks. How many blocks are indexed.
  long blocks(long archive) {
    return SearchWords.blocks(db, archive);
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
      SearchWords.finishForgetting(db, archive);
      Texts texts = new Texts();
      for (long next = blocks(archive); next < due; ) {
        long from = next;
        next =
            db.transaction(
                transaction -> step(transaction, texts, archive, from, Math.min(due, from + STEP)));
      }
    } catch (RuntimeException e) {
      making.failure = e;
    } finally {
      underWay.remove(archive);
      making.ended.countDown();
    }
  }

  /// Indexes the blocks from one to before another, unless others are at it, too. The messages are
  /// read in the same transaction: their partition goes before it or after it.
  ///
  /// @return how many blocks are indexed now
  private long step(Db transaction, Texts texts, long archive, long from, long to) {
    SearchWords.lock(transaction, archive);
    long done = SearchWords.blocks(transaction, archive);
    if (done != from) {
      return done;
    }
    Map<Long, Map<Integer, Long>> words = new HashMap<>();
    long after = from * BLOCK;
    while (after < to * BLOCK) {
      List<Entry> page = source.after(transaction, archive, after, (int) (to * BLOCK - after));
      if (page.isEmpty()) {
        break;
      }
      for (Entry entry : page) {
        long number = entry.number();
        if (number <= to * BLOCK) {
          Map<Integer, Long> block = words.computeIfAbsent(blockOf(number), _ -> new HashMap<>());
          keys(texts, entry.peer().bare().toString(), entry.stanza())
              .forEach(key -> block.merge(key, bit(number), (a, b) -> a | b));
        }
      }
      after = page.getLast().number();
    }
    SearchWords.write(transaction, archive, to, words);
    return to;
  }

  private static Set<Integer> keys(Texts texts, String peer, byte[] stanza) {
    Set<Integer> keys = Words.keys(texts.of(stanza));
    if (!keys.isEmpty()) {
      keys.add(peer(peer));
    }
    return keys;
  }

  /// The key of a conversation: no word has a space in it.
  static int peer(String bareJid) {
    return Words.key("with " + bareJid);
  }

  /// Blocks. Forgets the words of a message that is going: not even from the index can be read off
  /// what it has said.
  ///
  /// @param transaction in which it goes
  static void forget(
      Db transaction, Texts texts, long archive, String peer, long number, byte[] stanza) {
    Set<Integer> keys = keys(texts, peer, stanza);
    if (!keys.isEmpty()) {
      SearchWords.forget(transaction, archive, keys, number);
    }
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

package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words of the index for searches, as they are stored. Whatever was said and has gone is not
/// to be read off the index either. Everything blocks.
public final class SearchWords {

  private static final int SLICE = 1000;

  /// How many blocks are indexed of an archive whose words are being forgotten.
  private static final long FORGETTING = -1;

  private SearchWords() {}

  /// Whoever reads messages to index them, and whoever changes messages that may be indexed, does
  /// so behind this lock: else words could be written after their message has gone.
  static void lock(Db transaction, long archive) {
    transaction.query(
        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('search'), ($1::bigint % 2147483647)::integer)",
        archive);
  }

  /// How many blocks are indexed; none while what was is being forgotten.
  static long blocks(Db db, long archive) {
    return Math.max(0, state(db, archive));
  }

  private static long state(Db db, long archive) {
    return db.queryOne("SELECT blocks FROM archive_search WHERE archive = $1", archive)
        .map(row -> row.bigint(0))
        .orElse(0L);
  }

  /// Stores the words of some blocks.
  ///
  /// @param blocks how many are indexed then
  /// @param words a bit for each number of a block, by word, by block
  static void write(
      Db transaction, long archive, long blocks, Map<Long, Map<Integer, Long>> words) {
    List<Integer> keys = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    List<Long> masks = new ArrayList<>();
    words.forEach((block, bits) ->
        bits.forEach((key, mask) -> {
          keys.add(key);
          places.add(block);
          masks.add(mask);
        }));
    if (!keys.isEmpty()) {
      transaction.update(
          """
          INSERT INTO archive_word (archive, word, block, mask)
          SELECT $1::bigint, * FROM unnest($2::integer[], $3::bigint[], $4::bigint[])
          ON CONFLICT (archive, word, block) DO UPDATE SET mask = excluded.mask
          """,
          archive,
          keys,
          places,
          masks);
    }
    transaction.update(
        """
        INSERT INTO archive_search (archive, blocks) VALUES ($1, $2)
        ON CONFLICT (archive) DO UPDATE SET blocks = excluded.blocks\
        """,
        archive,
        blocks);
  }

  /// Forgets the words of a message that is going.
  ///
  /// @param transaction in which it goes
  static void forget(Db transaction, long archive, Set<Integer> keys, long number) {
    lock(transaction, archive);
    long block = SearchIndex.blockOf(number);
    List<Integer> words = List.copyOf(keys);
    transaction.update(
        """
        UPDATE archive_word SET mask = mask & $4
        WHERE archive = $1 AND block = $2 AND word = ANY ($3::integer[])
        """,
        archive,
        block,
        words,
        ~SearchIndex.bit(number));
    transaction.update(
        """
        DELETE FROM archive_word
        WHERE archive = $1 AND block = $2 AND word = ANY ($3::integer[]) AND mask = 0
        """,
        archive,
        block,
        words);
  }

  /// Forgets all words of the messages in a table that is part of the archives no more.
  static void forgetAllOf(Db db, String table) {
    long after = Long.MIN_VALUE;
    List<Row> archives;
    do {
      archives =
          db.query(
              """
              SELECT archive FROM archive_search AS search WHERE archive > $1
                AND EXISTS (SELECT FROM %s AS gone WHERE gone.archive = search.archive)
              ORDER BY archive LIMIT $2\
              """
                  .formatted(table),
              after,
              (long) SLICE);
      for (Row each : archives) {
        after = each.bigint(0);
        forgetAllOf(db, table, after);
      }
    } while (archives.size() == SLICE);
  }

  private static void forgetAllOf(Db db, String table, long archive) {
    String gone =
        """
        WITH gone AS (
          SELECT (seq - 1) / 64 AS block, bit_or(1::bigint << ((seq - 1) %% 64)::integer) AS mask
          FROM %s WHERE archive = $1 AND stanza <> '' GROUP BY 1)
        """
            .formatted(table);
    db.transaction(transaction -> {
      transaction.update(
          gone
              + """
              DELETE FROM archive_word AS word USING gone
              WHERE archive = $1 AND word.block = gone.block AND word.mask & ~gone.mask = 0
              """,
          archive);
      return transaction.update(
          gone
              + """
              UPDATE archive_word AS word SET mask = word.mask & ~gone.mask FROM gone
              WHERE archive = $1 AND word.block = gone.block AND word.mask & gone.mask <> 0
              """,
          archive);
    });
  }

  /// Forgets all words of an archive; the next search makes its index again.
  public static void forgetAll(Db db, long archive) {
    db.transaction(transaction -> {
      lock(transaction, archive);
      return transaction.update(
          "UPDATE archive_search SET blocks = $2 WHERE archive = $1", archive, FORGETTING);
    });
    finishForgetting(db, archive);
  }

  /// Forgets the rest where all words of an archive are being forgotten.
  static void finishForgetting(Db db, long archive) {
    boolean more;
    do {
      more = db.transaction(transaction -> forgetSlice(transaction, archive));
    } while (more);
  }

  private static boolean forgetSlice(Db transaction, long archive) {
    lock(transaction, archive);
    if (state(transaction, archive) != FORGETTING) {
      return false;
    }
    int removed =
        transaction.update(
            """
            DELETE FROM archive_word WHERE archive = $1 AND (word, block) IN
            (SELECT word, block FROM archive_word WHERE archive = $1 LIMIT $2)\
            """,
            archive,
            (long) SLICE);
    if (removed < SLICE) {
      transaction.update("DELETE FROM archive_search WHERE archive = $1", archive);
    }
    return removed == SLICE;
  }
}

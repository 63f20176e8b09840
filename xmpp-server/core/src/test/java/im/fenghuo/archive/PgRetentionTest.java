package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.StanzaException;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRetentionTest extends RetentionContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @RegisterExtension final PgRows rows = new PgRows(DATABASE, 1);

  private final PgPartitions partitions = new PgPartitions(DATABASE.db());

  @Override
  RowStore rows() {
    return rows.store();
  }

  @Override
  ArchiveReader reader() {
    return rows.reader();
  }

  @Override
  void dropUpTo(int last) {
    assertThat(partitions.sweep(last + 1)).isEqualTo(last);
  }

  private static List<Integer> open() {
    return DATABASE
        .db()
        .query("SELECT expires FROM archive_partition WHERE state = 'open' ORDER BY expires")
        .stream()
        .map(row -> row.integer(0))
        .toList();
  }

  @Test
  void what_archives_need_now_and_next_is_made_in_time() {
    DATABASE.account("romeo");
    DATABASE.db().update("UPDATE account SET retention_days = 300");
    Retentions retentions =
        new Retentions(new Retention(2), Map.of("example.org", new Retention(30)));

    partitions.prepare(retentions, 40_000);
    partitions.prepare(retentions, 40_000);

    assertThat(open())
        .filteredOn(expires -> expires >= 40_000)
        .containsExactly(40_002, 40_003, 40_032, 40_036, 40_320, 40_384, Retention.NEVER);
  }

  @Test
  void a_row_from_before_there_were_partitions_is_still_there() {
    long archive = account().id();
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message_forever
              (archive, seq, tag, at, peer, peer_resource, outgoing, stanza)
            VALUES ($1, 1, 7, now(), 'romeo@localhost', '', true, $2)\
            """,
            archive,
            new byte[] {'<'});

    assertThat(reader().after(archive, 0, 10)).extracting(Entry::id).containsExactly("1-7");
    assertThat(reader().end(archive).expires()).isEqualTo(Retention.NEVER);
  }

  @Test
  void what_is_left_of_a_purge_is_bounded() {
    long archive = account().id();
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message
              (archive, seq, tag, at, peer, peer_resource, outgoing, stanza, refs)
            SELECT $1, n, 7, now(), 'romeo@localhost', '', true, 'x', '{file}'
            FROM generate_series(1, 3500) AS n\
            """,
            archive);
    reader().purge(account(), null, null);

    assertThat(
            DATABASE
                .db()
                .queryOne(
                    """
                    SELECT count(*), count(*) FILTER (WHERE stanza <> '' OR peer <> ''
                      OR readable OR refs IS NOT NULL)
                    FROM archive_message WHERE archive = $1\
                    """,
                    archive)
                .map(row -> List.of(row.bigint(0), row.bigint(1))))
        .hasValue(List.of(1001L, 0L));
  }

  @Test
  void what_goes_with_its_partition_releases_the_files_it_refers_to() {
    partitions.prepare(500);
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message
              (archive, seq, tag, at, peer, peer_resource, outgoing, stanza, refs, expires)
            VALUES ($1, 1, 7, now(), 'romeo@localhost', '', false, 'x', '{a file}', 500)\
            """,
            account().id());
    partitions.sweep(501);

    assertThat(DATABASE.db().query("SELECT author FROM released_reference WHERE ref = 'a file'"))
        .extracting(row -> row.text(0))
        .containsExactly("romeo@localhost");
  }

  /// Two messages of three go, from the middle of the archive on, as when the retention was
  /// shortened.
  @Test
  void what_goes_with_its_partition_leaves_no_words() throws StanzaException {
    partitions.prepare(600);
    long archive = account().id();
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message
              (archive, seq, tag, at, peer, peer_resource, outgoing, stanza, expires)
            SELECT $1, n, 7, now(), 'romeo@localhost', '', false,
              convert_to('<message xmlns="jabber:client"><body>tower '
                || CASE WHEN n > 40 AND n % 3 > 0 THEN 'secret' ELSE 'beacon' END
                || '</body></message>', 'UTF8'),
              CASE WHEN n > 40 AND n % 3 > 0 THEN 600 ELSE 2147483647 END
            FROM generate_series(1, 130) AS n\
            """,
            archive);
    assertThat(find("secret")).hasSize(60);
    partitions.sweep(601);

    assertThat(find("secret")).isEmpty();
    assertThat(find("beacon")).hasSize(70);
    assertThat(masks("secret", archive)).isZero();
    assertThat(masks("tower", archive)).isEqualTo(70 - 1);
    assertThat(DATABASE.db().query("SELECT FROM pg_tables WHERE tablename LIKE '%1971_08%'"))
        .isEmpty();
  }

  private List<Entry> find(String text) throws StanzaException {
    Archive.Query all =
        new Archive.Query(null, null, null, null, null, List.of(), new Archive.Cursor.First(), 100);
    return reader().search(account(), all, text).entries();
  }

  /// How many messages the index says have a word, of those whose block is full.
  private static long masks(String word, long archive) {
    return DATABASE
        .db()
        .query(
            "SELECT mask FROM archive_word WHERE archive = $1 AND word = $2",
            archive,
            Words.key(word))
        .stream()
        .mapToLong(row -> Long.bitCount(row.bigint(0)))
        .sum();
  }

  @Test
  void indexes_come_with_a_partition() {
    partitions.prepare(30_000);
    assertThat(
            DATABASE
                .db()
                .query(
                    "SELECT indexdef FROM pg_indexes WHERE tablename = 'archive_message_2052_02_20'"))
        .hasSameSizeAs(
            DATABASE
                .db()
                .query(
                    "SELECT indexdef FROM pg_indexes WHERE tablename = 'archive_message_forever'"));
  }
}

package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchIndexTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static int accounts;

  private final Db db = DATABASE.db();
  private final long archive = DATABASE.account("juliet" + accounts++);

  /// What all messages say now.
  private volatile String said = "beacon";

  private List<Entry> after(Db transaction, long of, long number, int max) {
    byte[] stanza =
        ("<message xmlns='jabber:client'><body>" + said + "</body></message>")
            .getBytes(StandardCharsets.UTF_8);
    return LongStream.rangeClosed(number + 1, number + max)
        .mapToObj(each ->
            new Entry(
                each + "-7",
                each,
                Instant.EPOCH,
                Jid.parse("romeo@localhost/orchard"),
                false,
                stanza,
                true))
        .toList();
  }

  private SearchIndex index(SearchIndex.Source source) {
    return new SearchIndex(db, Runnable::run, source);
  }

  private long words(String word) {
    return db.queryOne(
            "SELECT count(*) FROM archive_word WHERE archive = $1 AND word = $2",
            archive,
            Words.key(word))
        .orElseThrow()
        .bigint(0);
  }

  @Test
  void an_index_is_made_as_far_as_its_blocks_are_full() {
    SearchIndex index = index(this::after);
    assertThat(index.await(archive, 5 * SearchIndex.BLOCK + 1, 30)).isTrue();

    assertThat(index.blocks(archive)).isEqualTo(5);
    assertThat(words("beacon")).isEqualTo(5);
  }

  @Test
  void words_that_are_being_forgotten_are_forgotten_before_the_index_is_made_again() {
    SearchIndex index = index(this::after);
    assertThat(index.await(archive, 20 * SearchIndex.BLOCK, 30)).isTrue();
    db.update("UPDATE archive_search SET blocks = -1 WHERE archive = $1", archive);
    said = "tower";

    assertThat(index.blocks(archive)).isZero();
    assertThat(index.await(archive, 10 * SearchIndex.BLOCK, 30)).isTrue();
    assertThat(words("beacon")).isZero();
    assertThat(words("tower")).isEqualTo(10);
  }

  /// A purge ends, and a search makes the index, while another purge of the archive is at it.
  @Test
  void whoever_forgets_a_whole_archive_leaves_a_new_index_alone() {
    SearchIndex index = index(this::after);
    SearchWords.forgetAll(db, archive);
    assertThat(index.await(archive, 20 * SearchIndex.BLOCK, 30)).isTrue();
    SearchWords.finishForgetting(db, archive);

    assertThat(words("beacon")).isEqualTo(20);
  }

  @Test
  void a_message_that_goes_while_it_is_indexed_leaves_no_words() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch going = new CountDownLatch(1);
    SearchIndex index =
        index((transaction, of, number, max) -> {
          List<Entry> entries = after(transaction, of, number, max);
          read.countDown();
          try {
            going.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return entries;
        });
    Thread indexing = Thread.startVirtualThread(() -> index.await(archive, SearchIndex.BLOCK, 30));
    read.await();
    byte[] stanza = after(db, archive, 0, 1).getFirst().stanza();
    Thread retracting =
        Thread.startVirtualThread(() ->
            db.transaction(transaction -> {
              going.countDown();
              SearchIndex.forget(transaction, new Texts(), archive, "romeo@localhost", 1, stanza);
              return null;
            }));
    indexing.join();
    retracting.join();

    assertThat(index.find(archive, Words.keys(Words.runs("beacon")), 0, 0, false))
        .flatExtracting(found -> found.numbers(false))
        .doesNotContain(1L)
        .hasSize(SearchIndex.BLOCK - 1);
  }
}

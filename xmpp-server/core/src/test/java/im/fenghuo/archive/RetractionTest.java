package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.RetractionRule;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.registry.Retractions;
import im.fenghuo.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetractionTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");
  private static final String ROMEO = "romeo@localhost";
  private static final String NURSE = "nurse@localhost";

  private static final Retractions RETRACTIONS =
      new Retractions(
          List.of(new Rule()),
          List.of(message -> {
            Element replace = message.element().child("urn:replace", "replace");
            return replace == null ? null : replace.attribute("id");
          }));

  private static int accounts;

  private final long archive = DATABASE.account("juliet" + accounts++);
  private final ArchiveLane lane = Contents.lane(archive);
  private final String file = "file " + archive;
  private final PgArchive reader = new PgArchive(DATABASE.db(), Thread::startVirtualThread);
  private final BlockingQueue<String> released = new LinkedBlockingQueue<>();
  private final ReleasedReferences references =
      new ReleasedReferences(
          DATABASE.db(), List.of((name, author) -> released.add(name + " of " + author)));
  private final PendingRetractions pending =
      new PendingRetractions(DATABASE.db(), RETRACTIONS, references);
  private PgRowStore rows;
  private long next = 1;

  /// Retracts by a child of its own.
  private static final class Rule implements RetractionRule {
    @Override
    public @Nullable String retracts(Message message) {
      Element retract = message.element().child("urn:retract", "retract");
      return retract == null ? null : retract.attribute("id");
    }

    @Override
    public boolean isNamed(Message original, String id) {
      return id.equals(original.id());
    }

    @Override
    public boolean isSameAuthor(Message original, Message retraction) {
      return !retraction.has("urn:other", "author");
    }

    @Override
    public Element tombstone(Message retraction, Instant at) {
      return Element.of("urn:retract", "retracted").attribute("id", retraction.id()).build();
    }
  }

  @BeforeEach
  void connect() {
    rows = new PgRowStore(DATABASE.db(), 1, pending);
  }

  @AfterEach
  void disconnect() {
    rows.close();
  }

  private Row row(String peer, boolean outgoing, String id, String content) {
    String xml =
        "<message xmlns='jabber:client' type='chat' id='%s' from='%s'>%s</message>"
            .formatted(id, outgoing ? "juliet@localhost/balcony" : peer + "/orchard", content);
    try {
      Message message = Message.of(XmlParser.create().parse(xml));
      return Contents.kept(
          lane,
          next++,
          7,
          new Content(
              NOON,
              Jid.parse(peer),
              outgoing,
              xml.getBytes(StandardCharsets.UTF_8),
              true,
              content.contains("file") ? List.of(file) : List.of(),
              RETRACTIONS.of(message)));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Row text(String id) {
    return row(ROMEO, false, id, "<body>secret</body>");
  }

  private Row retraction(String id) {
    return row(ROMEO, false, "r-" + next, "<retract xmlns='urn:retract' id='" + id + "'/>");
  }

  private RowStore.Outcome store(List<Row> batch) {
    CompletableFuture<RowStore.Outcome> answer = new CompletableFuture<>();
    rows.insert(0, batch, answer::complete);
    return answer.join();
  }

  private void store(Row... batch) {
    assertThat(store(List.of(batch))).isEqualTo(new RowStore.Outcome.Stored());
  }

  private List<Long> tombstones() {
    return reader.after(archive, 0, 10_000).stream()
        .filter(Entry::retracted)
        .map(Entry::number)
        .toList();
  }

  private String stanza(long number) {
    return new String(
        reader.after(archive, number - 1, 1).getFirst().stanza(), StandardCharsets.UTF_8);
  }

  @Test
  void a_tombstone_takes_the_place_of_what_is_retracted() {
    store(text("a"), row(ROMEO, false, "b", "<body>secret</body><file/>"), text("c"));
    store(retraction("b"));
    assertThat(tombstones()).containsExactly(2L);
    assertThat(XmlParser.create().parse(stanza(2)))
        .isEqualTo(
            XmlParser.create()
                .parse(
                    "<message xmlns='jabber:client' type='chat' id='b' from='romeo@localhost/orchard'>"
                        + "<retracted xmlns='urn:retract' id='r-4'/></message>"));
    im.fenghuo.api.Row kept =
        DATABASE
            .db()
            .queryOne(
                "SELECT readable, refs IS NULL, retracted, at FROM archive_message"
                    + " WHERE archive = $1 AND seq = 2",
                archive)
            .orElseThrow();
    assertThat(kept.bool(0)).isFalse();
    assertThat(kept.bool(1)).isTrue();
    assertThat(kept.instant(2)).isEqualTo(NOON);
  }

  @Test
  void what_a_message_referred_to_is_released_in_the_name_of_who_sent_it()
      throws InterruptedException {
    store(row(ROMEO, false, "a", "<file/>"), retraction("a"));
    assertReleased("romeo@localhost");
    store(row(ROMEO, true, "b", "<file/>"));
    store(row(ROMEO, true, "c", "<retract xmlns='urn:retract' id='b'/>"));
    assertReleased("juliet" + (accounts - 1) + "@localhost");
  }

  @Test
  @Timeout(60)
  void what_another_message_refers_to_is_not_released() throws InterruptedException {
    store(row(ROMEO, false, "a", "<file/>"), row(NURSE, true, "b", "<file/>"));
    store(retraction("a"));
    awaitLookedAfter();
    store(row(NURSE, true, "c", "<retract xmlns='urn:retract' id='b'/>"));
    assertReleased("juliet" + (accounts - 1) + "@localhost");
    assertThat(released).isEmpty();
  }

  private void awaitLookedAfter() throws InterruptedException {
    while (!DATABASE.db().query("SELECT FROM released_reference WHERE ref = $1", file).isEmpty()) {
      Thread.sleep(5);
    }
  }

  private void assertReleased(String author) throws InterruptedException {
    assertThat(released.poll(30, TimeUnit.SECONDS)).isEqualTo(file + " of " + author);
  }

  @Test
  void a_message_and_its_retraction_may_come_together() {
    store(text("a"), retraction("a"), text("a"));
    assertThat(tombstones()).containsExactly(1L);
  }

  @Test
  void what_others_have_sent_or_in_another_conversation_stays() {
    store(
        row(ROMEO, true, "a", "<body>mine</body>"),
        row(NURSE, false, "a", "<body>hers</body>"),
        retraction("a"));
    assertThat(tombstones()).isEmpty();
    store(
        text("b"),
        row(ROMEO, false, "c", "<retract xmlns='urn:retract' id='b'/><author xmlns='urn:other'/>"));
    assertThat(tombstones()).isEmpty();
  }

  @Test
  void the_last_message_of_that_id_is_meant() {
    store(text("a"), text("b"), text("a"), retraction("a"));
    assertThat(tombstones()).containsExactly(3L);
  }

  @Test
  void an_id_that_only_stands_in_the_text_names_nothing() {
    store(row(ROMEO, false, "a", "<body>b</body>"), retraction("b"));
    assertThat(tombstones()).isEmpty();
  }

  @Test
  void corrections_go_with_what_they_correct() {
    store(
        text("a"),
        row(ROMEO, false, "b", "<body>1</body><replace xmlns='urn:replace' id='a'/>"),
        row(ROMEO, false, "c", "<body>2</body><replace xmlns='urn:replace' id='other'/>"),
        row(ROMEO, true, "d", "<body>3</body><replace xmlns='urn:replace' id='a'/>"),
        row(ROMEO, false, "e", "<body>4</body><replace xmlns='urn:replace' id='a'/>"),
        retraction("a"));
    assertThat(tombstones()).containsExactly(1L, 2L, 5L);
  }

  @Test
  void who_retracts_the_correction_retracts_all() {
    store(
        text("a"),
        row(ROMEO, false, "b", "<body>1</body><replace xmlns='urn:replace' id='a'/>"),
        row(ROMEO, false, "c", "<body>2</body><replace xmlns='urn:replace' id='a'/>"),
        retraction("c"));
    assertThat(tombstones()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void ids_may_be_written_in_several_ways() {
    store(text("a&amp;b&quot;c"), text("&#252;"), text("&lt;"));
    store(retraction("a&#38;b&#34;c"), retraction("ü"), retraction("&lt;"));
    assertThat(tombstones()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_message_is_retracted_once_and_a_retraction_never() {
    store(text("a"));
    store(retraction("a"));
    store(retraction("a"), retraction("r-2"));
    assertThat(tombstones()).containsExactly(1L);
    assertThat(stanza(1)).contains("r-2");
  }

  @Test
  void a_message_that_is_the_first_of_its_partition_becomes_one_tombstone() {
    new PgPartitions(DATABASE.db()).prepare(30_000);
    store(text("a"));
    Row step = text("b");
    Row row = new Row(lane, 2, 7, step.content(), 30_000, Retention.NEVER, new Receipt());
    store(List.of(row));
    store(retraction("b"));
    assertThat(tombstones()).containsExactly(2L);
    assertThat(reader.after(archive, 0, 10)).extracting(Entry::number).containsExactly(1L, 2L, 3L);
  }

  @Test
  void nothing_is_retracted_when_the_numbers_are_in_use() {
    store(text("a"));
    next = 1;
    Row again = retraction("a");
    Row rival = Contents.kept(lane, 1, 8, again.content());
    assertThat(store(List.of(rival)))
        .isEqualTo(new RowStore.Outcome.Taken(List.of(), List.of(rival)));
    assertThat(tombstones()).isEmpty();
  }

  @Test
  void a_message_far_back_is_found_later_and_after_a_crash() {
    store(text("old"));
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < PendingRetractions.AT_ONCE; i++) {
      many.add(text("m" + i));
    }
    assertThat(store(many)).isEqualTo(new RowStore.Outcome.Stored());
    assertThat(pendingHere()).isZero();
    // As it is when the process ends right after the transaction.
    Row retraction = retraction("old");
    DATABASE
        .db()
        .transaction(db -> {
          db.update(
              """
              INSERT INTO archive_message (archive, seq, tag, at, peer, peer_resource, outgoing, stanza)
                VALUES ($1, $2, 7, $3, $4, '', false, $5)
              """,
              archive,
              retraction.number(),
              NOON,
              ROMEO,
              retraction.content().stanza());
          pending.begin(db, List.of(retraction));
          return null;
        });
    assertThat(tombstones()).isEmpty();
    assertThat(pendingHere()).isOne();
    pending.work();
    assertThat(tombstones()).containsExactly(1L);
    assertThat(pendingHere()).isZero();
  }

  @Test
  @Timeout(60)
  void many_are_retracted_at_once() throws InterruptedException {
    List<Row> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add(text("t" + i));
    }
    store(texts);
    List<Row> retractions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      retractions.add(retraction("t" + i));
    }
    store(retractions);
    while (pendingHere() > 0) {
      Thread.sleep(5);
    }
    assertThat(tombstones()).hasSize(200);
  }

  @Test
  void the_index_for_searches_forgets_its_words() {
    store(row(ROMEO, false, "a", "<body>beacon tower</body>"));
    List<Row> others = new ArrayList<>();
    for (int i = 1; i < SearchIndex.BLOCK; i++) {
      others.add(row(ROMEO, false, "b" + i, "<body>tower</body>"));
    }
    store(others);
    SearchIndex index = new SearchIndex(DATABASE.db(), Runnable::run, PgArchive::read);
    assertThat(index.await(archive, SearchIndex.BLOCK, 30)).isTrue();
    assertThat(numbers(index, "beacon")).containsExactly(1L);
    store(retraction("a"));
    assertThat(numbers(index, "beacon")).isEmpty();
    assertThat(numbers(index, "tower")).hasSize(SearchIndex.BLOCK - 1).doesNotContain(1L);
    assertThat(
            DATABASE
                .db()
                .query(
                    "SELECT FROM archive_word WHERE archive = $1 AND word = $2",
                    archive,
                    Words.key("beacon")))
        .isEmpty();
  }

  private List<Long> numbers(SearchIndex index, String word) {
    return index.find(archive, Words.keys(Words.runs(word)), 0, 0, false).stream()
        .flatMap(found -> found.numbers(false).stream())
        .toList();
  }

  @Test
  void many_large_candidates_are_looked_at_in_turn() {
    store(text("m"));
    List<Row> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(row(ROMEO, false, "x" + i, "<body>m</body>"));
    }
    store(many);
    store(retraction("m"));
    assertThat(tombstones()).containsExactly(1L);
  }

  private long pendingHere() {
    return DATABASE
        .db()
        .queryOne("SELECT count(*) FROM pending_retraction WHERE archive = $1", archive)
        .orElseThrow()
        .bigint(0);
  }
}

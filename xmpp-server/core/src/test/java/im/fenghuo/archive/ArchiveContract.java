package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Archive.Page;
import im.fenghuo.api.Archive.Query;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What every store of archives keeps to.
abstract class ArchiveContract {

  private static final AtomicLong ARCHIVES = new AtomicLong(1000);
  private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");
  private static final int TAG = 7;
  private static final int OTHER_TAG = -8;

  private final long archive = ARCHIVES.incrementAndGet();
  private final ArchiveLane lane = lane(archive);
  private final TestAccount account = new TestAccount("juliet@localhost", archive);

  /// Only its archive's number is asked for.
  private static ArchiveLane lane(long archive) {
    return new ArchiveLane(archive, ArchiveEnd.EMPTY, Retention.FOREVER, null, null, null, null);
  }

  abstract RowStore rows();

  abstract ArchiveReader reader();

  private Row row(long number, int tag, Instant at, String peer) {
    return row(number, tag, at, peer, "<message id='" + number + "'/>");
  }

  private Row row(long number, int tag, Instant at, String peer, String xml) {
    byte[] stanza = xml.getBytes(StandardCharsets.UTF_8);
    boolean outgoing = number % 2 == 0;
    Content content = new Content(at, Jid.parse(peer), outgoing, stanza, true, List.of());
    return new Row(lane, number, tag, content, Retention.NEVER, Retention.NEVER, new Receipt());
  }

  private Row row(long number, int tag) {
    return row(number, tag, NOON.plusSeconds(number), "romeo@localhost/orchard");
  }

  private RowStore.Outcome insert(Row... rows) {
    CompletableFuture<RowStore.Outcome> answer = new CompletableFuture<>();
    rows().insert(0, List.of(rows), answer::complete);
    return answer.join();
  }

  private void fill(int from, int to, int tag) {
    List<Row> rows = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      rows.add(row(number, tag));
    }
    assertThat(insert(rows.toArray(Row[]::new))).isEqualTo(new RowStore.Outcome.Stored());
  }

  private static String id(long number, int tag) {
    return ArchiveId.format(number, tag);
  }

  private Page find(Query query) throws StanzaException {
    return reader().find(account, query);
  }

  private static Query page(Cursor cursor, int max) {
    return new Query(null, null, null, null, null, List.of(), cursor, max);
  }

  private static Query all(Jid with, Instant start, Instant end) {
    return new Query(with, start, end, null, null, List.of(), new Cursor.First(), 100);
  }

  private static Query between(String afterId, String beforeId) {
    return new Query(null, null, null, afterId, beforeId, List.of(), new Cursor.First(), 100);
  }

  private static List<Long> numbers(Page page) {
    return page.entries().stream().map(Entry::number).toList();
  }

  private void assertNotFound(Query query) {
    assertThatThrownBy(() -> find(query))
        .isInstanceOfSatisfying(
            StanzaException.class,
            e -> assertThat(e.condition()).isEqualTo(Condition.ITEM_NOT_FOUND));
  }

  @Test
  void an_entry_comes_back_as_it_was_written() throws StanzaException {
    insert(row(1, TAG, NOON.plusNanos(1_234_567), "romeo@localhost/a/b"));
    Entry entry = find(page(new Cursor.First(), 10)).entries().getFirst();
    assertThat(entry.id()).isEqualTo("1-7");
    assertThat(entry.number()).isEqualTo(1);
    assertThat(entry.at()).isEqualTo(NOON.plusMillis(1));
    assertThat(entry.peer()).isEqualTo(Jid.parse("romeo@localhost/a/b"));
    assertThat(entry.outgoing()).isFalse();
    assertThat(entry.stanza()).asString(StandardCharsets.UTF_8).isEqualTo("<message id='1'/>");
  }

  @Test
  void a_number_that_another_incarnation_has_used_is_taken_and_nothing_is_written() {
    insert(row(1, TAG));
    Row again = row(1, TAG);
    Row second = row(2, TAG);
    assertThat(insert(again, second))
        .isEqualTo(new RowStore.Outcome.Taken(List.of(again), List.of()));
    Row rival = row(1, OTHER_TAG);
    assertThat(insert(rival, row(2, OTHER_TAG)))
        .isEqualTo(new RowStore.Outcome.Taken(List.of(), List.of(rival)));
    assertThat(reader().lastNumber(archive)).isEqualTo(1);
  }

  @Test
  void an_empty_archive_has_no_end() throws StanzaException {
    assertThat(reader().lastNumber(archive)).isZero();
    assertThat(reader().ends(account)).isEmpty();
    assertThat(find(page(new Cursor.Last(), 10))).isEqualTo(new Page(List.of(), true, null));
    assertNotFound(page(new Cursor.After("1-7"), 10));
  }

  @Test
  void the_ends_are_the_first_and_the_last() {
    fill(1, 5, TAG);
    assertThat(reader().ends(account)).extracting(Entry::number).containsExactly(1L, 5L);
    assertThat(reader().ends(account, 3)).extracting(Entry::number).containsExactly(1L, 3L);
    assertThat(reader().after(archive, 2, 2)).extracting(Entry::number).containsExactly(3L, 4L);
  }

  @Test
  void pages_follow_each_other_forwards() throws StanzaException {
    fill(1, 7, TAG);
    Page first = find(page(new Cursor.First(), 3));
    assertThat(numbers(first)).containsExactly(1L, 2L, 3L);
    assertThat(first.complete()).isFalse();
    Page last = find(page(new Cursor.After(id(3, TAG)), 4));
    assertThat(numbers(last)).containsExactly(4L, 5L, 6L, 7L);
    assertThat(last.complete()).isTrue();
    assertThat(find(page(new Cursor.After(id(7, TAG)), 4)))
        .isEqualTo(new Page(List.of(), true, null));
  }

  @Test
  void pages_follow_each_other_backwards_oldest_first() throws StanzaException {
    fill(1, 7, TAG);
    Page last = find(page(new Cursor.Last(), 3));
    assertThat(numbers(last)).containsExactly(5L, 6L, 7L);
    assertThat(last.complete()).isFalse();
    Page first = find(page(new Cursor.Before(id(5, TAG)), 4));
    assertThat(numbers(first)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(first.complete()).isTrue();
  }

  @Test
  void a_page_lies_within_the_filters() throws StanzaException {
    fill(1, 9, TAG);
    Query query =
        new Query(
            null, null, null, id(2, TAG), id(8, TAG), List.of(), new Cursor.After(id(4, TAG)), 2);
    assertThat(numbers(find(query))).containsExactly(5L, 6L);
    assertThat(find(query).complete()).isFalse();
  }

  @Test
  void a_bare_jid_matches_its_resources_and_a_full_one_itself() throws StanzaException {
    insert(
        row(1, TAG, NOON, "romeo@localhost/orchard"),
        row(2, TAG, NOON, "romeo@localhost"),
        row(3, TAG, NOON, "nurse@localhost/orchard"),
        row(4, TAG, NOON, "romeo@localhost/garden"));
    assertThat(numbers(find(all(Jid.parse("romeo@localhost"), null, null))))
        .containsExactly(1L, 2L, 4L);
    assertThat(numbers(find(all(Jid.parse("romeo@localhost/orchard"), null, null))))
        .containsExactly(1L);
  }

  @Test
  void start_and_end_belong_to_the_time_asked_for() throws StanzaException {
    fill(1, 9, TAG);
    assertThat(numbers(find(all(null, NOON.plusSeconds(3), NOON.plusSeconds(5)))))
        .containsExactly(3L, 4L, 5L);
    assertThat(numbers(find(all(null, NOON.plusSeconds(10), null)))).isEmpty();
    assertThat(numbers(find(all(null, null, NOON)))).isEmpty();
  }

  @Test
  void a_time_is_found_among_many() throws StanzaException {
    List<Row> rows = new ArrayList<>();
    for (int number = 1; number <= 400; number++) {
      rows.add(row(number, TAG, NOON.plusSeconds(60L * number), "romeo@localhost"));
    }
    insert(rows.toArray(Row[]::new));
    assertThat(numbers(find(all(null, NOON.plusSeconds(60 * 301), NOON.plusSeconds(60 * 303)))))
        .containsExactly(301L, 302L, 303L);
    Query last =
        new Query(
            null, NOON.plusSeconds(60 * 398), null, null, null, List.of(), new Cursor.Last(), 9);
    assertThat(numbers(find(last))).containsExactly(398L, 399L, 400L);
    assertThat(find(last).complete()).isTrue();
  }

  @Test
  void all_ids_asked_for_must_be_there() throws StanzaException {
    fill(1, 5, TAG);
    assertThat(numbers(find(ids(id(4, TAG), id(2, TAG))))).containsExactly(2L, 4L);
    assertNotFound(ids(id(4, TAG), id(9, TAG)));
    assertNotFound(ids(id(4, OTHER_TAG)));
    assertNotFound(ids("28482-98726-73623"));
  }

  private static Query ids(String... ids) {
    return new Query(null, null, null, null, null, List.of(ids), new Cursor.First(), 100);
  }

  @Test
  void an_id_that_is_none_is_not_found() {
    fill(1, 5, TAG);
    for (String id : new String[] {"", "1", "nonsense", "01-7", "1-7-7", id(9, OTHER_TAG)}) {
      assertNotFound(page(new Cursor.After(id), 10));
      assertNotFound(page(new Cursor.Before(id), 10));
      assertNotFound(between(id, null));
      assertNotFound(between(null, id));
    }
  }

  @Test
  void after_an_id_that_never_became_durable_nothing_is_missed() throws StanzaException {
    fill(1, 3, TAG);
    fill(4, 8, OTHER_TAG); // after a crash the numbers 4 and 5 were given again
    assertThat(numbers(find(page(new Cursor.After(id(5, TAG)), 10))))
        .containsExactly(4L, 5L, 6L, 7L, 8L);
    assertThat(numbers(find(between(id(5, TAG), null)))).containsExactly(4L, 5L, 6L, 7L, 8L);
    assertThat(numbers(find(page(new Cursor.Before(id(5, TAG)), 10)))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void after_an_id_beyond_the_end_of_its_incarnation_there_is_nothing() throws StanzaException {
    fill(1, 3, TAG);
    assertThat(numbers(find(page(new Cursor.After(id(5, TAG)), 10)))).isEmpty();
    assertThat(numbers(find(page(new Cursor.Before(id(5, TAG)), 10)))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void when_nothing_of_an_incarnation_became_durable_all_that_may_be_new_comes()
      throws StanzaException {
    fill(1, 4, OTHER_TAG);
    assertThat(numbers(find(page(new Cursor.After(id(2, TAG)), 10))))
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(numbers(find(page(new Cursor.Before(id(2, TAG)), 10)))).containsExactly(1L);
  }

  @Test
  void without_a_page_the_entries_are_counted() throws StanzaException {
    fill(1, 5, TAG);
    assertThat(find(page(new Cursor.First(), 0))).isEqualTo(new Page(List.of(), false, 5L));
  }

  /// How many of five messages of a megabyte each are in one page of ten.
  abstract int largeInOnePage();

  @Test
  void whoever_pages_through_large_messages_misses_none() throws StanzaException {
    String large = "<message>" + "x".repeat(1 << 20) + "</message>";
    for (int number = 1; number <= 5; number++) {
      insert(row(number, TAG, NOON, "romeo@localhost", large));
    }
    List<Long> forward = new ArrayList<>();
    Page page = find(page(new Cursor.First(), 10));
    assertThat(page.entries()).hasSize(largeInOnePage());
    forward.addAll(numbers(page));
    while (!page.complete()) {
      page = find(page(new Cursor.After(page.entries().getLast().id()), 10));
      forward.addAll(numbers(page));
    }
    assertThat(forward).containsExactly(1L, 2L, 3L, 4L, 5L);

    List<Long> backward = new ArrayList<>();
    page = find(page(new Cursor.Last(), 10));
    backward.addAll(numbers(page).reversed());
    while (!page.complete()) {
      page = find(page(new Cursor.Before(page.entries().getFirst().id()), 10));
      backward.addAll(numbers(page).reversed());
    }
    assertThat(backward).containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  private void say(int number, String peer, String body) {
    String xml = "<message xmlns='jabber:client'><body>" + body + "</body></message>";
    insert(row(number, TAG, NOON.plusSeconds(number), peer, xml));
  }

  /// A conversation in which each third message is about Rome, and each fifth about a fish.
  private void converse(int messages) {
    List<Row> rows = new ArrayList<>();
    for (int number = 1; number <= messages; number++) {
      String body = (number % 3 == 0 ? "Rome " : "") + (number % 5 == 0 ? "fish" : "bird");
      String xml = "<message xmlns='jabber:client'><body>" + body + "</body></message>";
      String peer = number % 2 == 0 ? "romeo@localhost/orchard" : "nurse@localhost/house";
      rows.add(row(number, TAG, NOON.plusSeconds(number), peer, xml));
    }
    insert(rows.toArray(Row[]::new));
  }

  private List<Long> search(String text, Query query) throws StanzaException {
    return numbers(reader().search(account, query, text));
  }

  @Test
  void a_search_finds_what_has_all_the_words() throws StanzaException {
    say(1, "romeo@localhost/orchard", "Meet me at the balcony");
    say(2, "romeo@localhost/orchard", "The balcony? Tonight?");
    say(3, "nurse@localhost/house", "明天下午三点的会议改到四点");
    Query all = page(new Cursor.First(), 10);
    assertThat(search("balcony", all)).containsExactly(1L, 2L);
    assertThat(search("Balcony tonight", all)).containsExactly(2L);
    assertThat(search("会议", all)).containsExactly(3L);
    assertThat(search("会议 balcony", all)).isEmpty();
    assertThat(search("?!", all)).isEmpty();
  }

  @Test
  void a_search_goes_through_a_long_archive_page_by_page() throws StanzaException {
    converse(1000);
    List<Long> expected = new ArrayList<>();
    for (long number = 15; number <= 1000; number += 15) {
      expected.add(number);
    }
    List<Long> forwards = new ArrayList<>();
    Page page = reader().search(account, page(new Cursor.First(), 20), "fish rome");
    while (!page.complete()) {
      forwards.addAll(numbers(page));
      String last = page.entries().getLast().id();
      page = reader().search(account, page(new Cursor.After(last), 20), "fish rome");
    }
    forwards.addAll(numbers(page));
    assertThat(forwards).isEqualTo(expected);

    List<Long> backwards = new ArrayList<>();
    page = reader().search(account, page(new Cursor.Last(), 20), "fish rome");
    while (!page.complete()) {
      backwards.addAll(0, numbers(page));
      String first = page.entries().getFirst().id();
      page = reader().search(account, page(new Cursor.Before(first), 20), "fish rome");
    }
    backwards.addAll(0, numbers(page));
    assertThat(backwards).isEqualTo(expected);
  }

  @Test
  void what_came_after_a_search_is_found_by_the_next_one() throws StanzaException {
    converse(150);
    Query last = page(new Cursor.Last(), 1);
    assertThat(search("fish", last)).containsExactly(150L);
    say(151, "romeo@localhost/orchard", "another fish");
    assertThat(search("fish", last)).containsExactly(151L);
    for (int number = 152; number <= 300; number++) {
      say(number, "romeo@localhost/orchard", number == 160 ? "one more fish" : "no more");
    }
    assertThat(search("fish", last)).containsExactly(160L);
  }

  @Test
  void a_search_is_restricted_as_any_other_query() throws StanzaException {
    converse(200);
    Jid romeo = Jid.parse("romeo@localhost");
    Query with = all(romeo, NOON.plusSeconds(50), NOON.plusSeconds(120));
    assertThat(search("rome fish", with)).containsExactly(60L, 90L, 120L);
    Query resource = all(Jid.parse("romeo@localhost/none"), null, null);
    assertThat(search("rome fish", resource)).isEmpty();
    assertThat(search("rome fish", between(id(60, TAG), id(120, TAG))))
        .containsExactly(75L, 90L, 105L);
    assertThatThrownBy(() -> search("fish", page(new Cursor.After("no such id"), 10)))
        .isInstanceOf(StanzaException.class);
  }
}

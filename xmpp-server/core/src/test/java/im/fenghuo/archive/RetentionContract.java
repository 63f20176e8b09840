package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Archive.Page;
import im.fenghuo.api.Archive.Query;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every store of archives keeps to when messages go after their time.
abstract class RetentionContract {

  private static final AtomicLong ARCHIVES = new AtomicLong(1000);
  private static final AtomicInteger DAYS = new AtomicInteger(1000);
  private static final int NEVER = Retention.NEVER;
  private static final int TAG = 7;
  private static final int OTHER_TAG = -8;
  private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

  private final long archive = ARCHIVES.incrementAndGet();
  private final ArchiveLane lane =
      new ArchiveLane(archive, ArchiveEnd.EMPTY, Retention.FOREVER, null, null, null, null);
  private final TestAccount account = new TestAccount("juliet@localhost", archive);
  private final int day = DAYS.addAndGet(10);

  abstract RowStore rows();

  abstract ArchiveReader reader();

  /// Lets the partitions of all days up to this one go.
  abstract void dropUpTo(int last);

  /// Juliet's archive.
  TestAccount account() {
    return account;
  }

  private Row row(long number, int tag, int before, int expires) {
    byte[] stanza = ("<message id='" + number + "'/>").getBytes(StandardCharsets.UTF_8);
    Content content =
        new Content(
            NOON.plusSeconds(number), Jid.parse("romeo@localhost"), false, stanza, true, List.of());
    return new Row(lane, number, tag, content, expires, before, new Receipt());
  }

  private RowStore.Outcome insert(Row... rows) {
    CompletableFuture<RowStore.Outcome> answer = new CompletableFuture<>();
    rows().insert(0, List.of(rows), answer::complete);
    return answer.join();
  }

  private void fill(int from, int to, int before, int expires) {
    reader().prepare(expires);
    List<Row> rows = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      rows.add(row(number, TAG, number == from ? before : expires, expires));
    }
    assertThat(insert(rows.toArray(Row[]::new))).isEqualTo(new RowStore.Outcome.Stored());
  }

  private static RowStore.Outcome taken(Row... rows) {
    return new RowStore.Outcome.Taken(List.of(), List.of(rows));
  }

  private List<Long> numbers() {
    return reader().after(archive, 0, 1000).stream().map(Entry::number).toList();
  }

  private Page find(Cursor page) throws StanzaException {
    return reader().find(account, new Query(null, null, null, null, null, List.of(), page, 1000));
  }

  private List<Long> between(Instant start, Instant end) throws StanzaException {
    Query query = new Query(null, start, end, null, null, List.of(), new Cursor.First(), 1000);
    return reader().find(account, query).entries().stream().map(Entry::number).toList();
  }

  private static String id(long number) {
    return ArchiveId.format(number, TAG);
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void whoever_goes_on_from_the_same_row_is_met_in_its_partition() {
    fill(1, 3, NEVER, day);
    reader().prepare(day + 1);
    reader().prepare(day + 2);
    assertThat(insert(row(4, TAG, day, day + 1))).isEqualTo(new RowStore.Outcome.Stored());

    Row elsewhere = row(4, OTHER_TAG, day, day + 2);
    Row beside = row(4, OTHER_TAG, day, day);
    assertThat(insert(elsewhere)).isEqualTo(taken(elsewhere));
    assertThat(insert(beside)).isEqualTo(taken(beside));
    Row again = row(4, TAG, day, day + 1);
    assertThat(insert(again)).isEqualTo(new RowStore.Outcome.Taken(List.of(again), List.of()));
    assertThat(numbers()).isEqualTo(range(1, 4));
    assertThat(reader().end(archive).expires()).isEqualTo(day + 1);
  }

  @Test
  void the_first_rows_of_an_archive_meet_where_nothing_ever_goes() {
    reader().prepare(day);
    reader().prepare(day + 1);
    assertThat(insert(row(1, TAG, NEVER, day))).isEqualTo(new RowStore.Outcome.Stored());

    Row rival = row(1, OTHER_TAG, NEVER, day + 1);
    assertThat(insert(rival)).isEqualTo(taken(rival));
  }

  @Test
  void a_row_whose_partition_is_not_there_is_not_written_nor_what_comes_with_it() {
    fill(1, 3, NEVER, NEVER);
    Row homeless = row(5, TAG, NEVER, day);
    assertThat(insert(row(4, TAG, NEVER, NEVER), homeless)).isEqualTo(taken(homeless));
    assertThat(reader().end(archive).number()).isEqualTo(3);

    reader().prepare(day);
    reader().prepare(day);
    assertThat(insert(row(4, TAG, NEVER, NEVER), homeless))
        .isEqualTo(new RowStore.Outcome.Stored());
  }

  @Test
  void numbers_never_begin_again() throws StanzaException {
    fill(1, 3, NEVER, day);
    dropUpTo(day);

    assertThat(reader().end(archive).number()).isEqualTo(3);
    assertThat(reader().end(archive).expires()).isEqualTo(NEVER);
    assertThat(reader().end(archive).gone()).isEqualTo(day);
    assertThat(reader().ends(account)).isEmpty();
    assertThat(find(new Cursor.Last())).isEqualTo(new Page(List.of(), true, null));
    assertThat(find(new Cursor.After(id(3)))).isEqualTo(new Page(List.of(), true, null));

    reader().prepare(day); // a day never comes again
    Row late = row(4, TAG, day, day);
    Row unaware = row(4, TAG, day, NEVER);
    assertThat(insert(late)).isEqualTo(taken(late));
    assertThat(insert(unaware)).isEqualTo(taken(unaware));
    fill(4, 5, NEVER, day + 1);
    assertThat(numbers()).isEqualTo(range(4, 5));
    Row rival = row(4, OTHER_TAG, NEVER, day + 2);
    reader().prepare(day + 2);
    assertThat(insert(rival)).isEqualTo(taken(rival));
    dropUpTo(day + 1);
    assertThat(reader().end(archive).number()).isEqualTo(5);
  }

  @Test
  void the_number_is_kept_when_the_next_one_was_given_beside_it() {
    fill(1, 3, NEVER, day);
    fill(4, 4, day, day + 5);
    dropUpTo(day);
    assertThat(reader().end(archive).number()).isEqualTo(4);
    assertThat(reader().end(archive).expires()).isEqualTo(day + 5);
    fill(5, 5, day + 5, day + 2); // the account's messages are kept shorter from now on
    dropUpTo(day + 2);
    assertThat(reader().end(archive).number()).isEqualTo(5);
    assertThat(numbers()).isEqualTo(range(4, 4));
    dropUpTo(day + 5);
    assertThat(reader().end(archive).number()).isEqualTo(5);
    assertThat(reader().end(archive).expires()).isEqualTo(NEVER);
  }

  @Test
  void who_asks_for_what_came_after_a_message_that_has_gone_gets_all_there_is()
      throws StanzaException {
    fill(1, 3, NEVER, day);
    fill(4, 6, day, day + 1);
    dropUpTo(day);

    assertThat(find(new Cursor.After(id(2))).entries())
        .extracting(Entry::number)
        .isEqualTo(range(4, 6));
    assertThat(find(new Cursor.Before(id(6))).entries())
        .extracting(Entry::number)
        .isEqualTo(range(4, 5));
    assertThat(reader().ends(account)).extracting(Entry::number).isEqualTo(List.of(4L, 6L));
    assertThat(reader().after(archive, 1, 2)).extracting(Entry::number).isEqualTo(range(4, 5));
  }

  @Test
  void a_time_is_found_beside_what_has_gone() throws StanzaException {
    fill(1, 30, NEVER, day);
    fill(31, 70, day, NEVER);
    fill(71, 300, NEVER, day + 1);
    fill(301, 400, day + 1, NEVER);
    dropUpTo(day + 1);

    assertThat(between(NOON.plusSeconds(50), NOON.plusSeconds(310)))
        .isEqualTo(
            LongStream.concat(LongStream.rangeClosed(50, 70), LongStream.rangeClosed(301, 310))
                .boxed()
                .toList());
    assertThat(between(NOON.plusSeconds(100), NOON.plusSeconds(200))).isEmpty();
    assertThat(between(NOON.plusSeconds(1), NOON.plusSeconds(31))).isEqualTo(range(31, 31));
    assertThat(between(NOON.plusSeconds(399), null)).isEqualTo(range(399, 400));
    assertThat(between(null, NOON.plusSeconds(20))).isEmpty();
  }

  @Test
  void what_the_owner_purges_is_gone_and_numbers_go_on() throws StanzaException {
    fill(1, 2_400, NEVER, NEVER);
    reader().purge(account, null, NOON.plusSeconds(100));
    assertThat(reader().ends(account)).extracting(Entry::number).isEqualTo(List.of(100L, 2_400L));
    reader().purge(account, Jid.parse("nurse@localhost"), null);
    assertThat(reader().ends(account)).extracting(Entry::number).isEqualTo(List.of(100L, 2_400L));
    fill(2_401, 2_403, NEVER, day);
    reader().purge(account, Jid.parse("romeo@localhost"), null);
    reader().purge(account, null, null);

    assertThat(reader().ends(account)).isEmpty();
    assertThat(find(new Cursor.First())).isEqualTo(new Page(List.of(), true, null));
    assertThat(find(new Cursor.After(id(2_403)))).isEqualTo(new Page(List.of(), true, null));
    assertThat(reader().end(archive).number()).isEqualTo(2_403);
    assertThat(reader().end(archive).expires()).isEqualTo(day);
    Row rival = row(2_402, OTHER_TAG, day, day);
    assertThat(insert(rival)).isEqualTo(taken(rival));
    fill(2_404, 2_404, day, day);
    assertThat(numbers()).containsExactly(2_404L);
  }

  @Test
  void only_messages_are_counted_and_named() throws StanzaException {
    fill(1, 3, NEVER, day);
    fill(4, 5, day, day + 1);
    Query count = new Query(null, null, null, null, null, List.of(), new Cursor.First(), 0);
    assertThat(reader().find(account, count).count()).isEqualTo(5);
    Query four = new Query(null, null, null, null, null, List.of(id(4)), new Cursor.First(), 10);
    assertThat(reader().find(account, four).entries())
        .extracting(Archive.Entry::number)
        .containsExactly(4L);
  }
}

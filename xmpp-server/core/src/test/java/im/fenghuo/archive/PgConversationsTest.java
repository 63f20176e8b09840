package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Conversations.Conversation;
import im.fenghuo.api.Conversations.Page;
import im.fenghuo.api.Conversations.Query;
import im.fenghuo.api.Conversations.Totals;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import im.fenghuo.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgConversationsTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @RegisterExtension final PgRows rows = new PgRows(DATABASE, 1);

  private static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid NURSE = Jid.parse("nurse@localhost");
  private static final int TAG = 7;

  private PgConversations conversations;
  private TestAccount juliet;
  private ArchiveLane lane;
  private long last;

  @BeforeEach
  void connect() {
    conversations = new PgConversations(DATABASE.db());
    long id = DATABASE.account("juliet-" + System.nanoTime());
    juliet = new TestAccount("juliet@localhost", id);
    lane = Contents.lane(id);
  }

  private long put(String peer, boolean outgoing, boolean readable, String stanza) {
    put(lane, ++last, content(peer, outgoing, readable, stanza));
    return last;
  }

  private static Content content(String peer, boolean outgoing, boolean readable, String stanza) {
    return new Content(
        Instant.EPOCH,
        Jid.parse(peer),
        outgoing,
        stanza.getBytes(StandardCharsets.UTF_8),
        readable,
        List.of());
  }

  private void put(ArchiveLane archive, long number, Content content) {
    CompletableFuture<RowStore.Outcome> stored = new CompletableFuture<>();
    rows.store().insert(0, List.of(Contents.kept(archive, number, TAG, content)), stored::complete);
    assertThat(stored.join()).isEqualTo(new RowStore.Outcome.Stored());
  }

  private long received(String peer) {
    return put(peer, false, true, "<message xmlns='jabber:client' id='m" + (last + 1) + "'/>");
  }

  private long sent(String peer) {
    return put(peer, true, true, "<message xmlns='jabber:client' id='m" + (last + 1) + "'/>");
  }

  private static String id(long number) {
    return ArchiveId.format(number, TAG);
  }

  /// Where a conversation stands whose message of juliet's archive has that number.
  private String place(long number) {
    return "0." + Long.toString(juliet.id(), 36) + "." + Long.toString(number, 36);
  }

  private Page find(Cursor cursor, int max) {
    try {
      return conversations.find(juliet, new Query(false, true, cursor, max));
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Conversation> all() {
    return find(new Cursor.First(), 100).conversations();
  }

  private long unread(Jid with) {
    return all().stream().filter(each -> each.with().equals(with)).findAny().orElseThrow().unread();
  }

  private void displayed(Jid with, String id) {
    conversations.displayed(DATABASE.db(), juliet, with, juliet.jid(), id);
  }

  @Test
  void an_empty_archive_has_no_conversations() {
    assertThat(find(new Cursor.First(), 10))
        .isEqualTo(new Page(List.of(), true, new Totals(0, 0, 0)));
  }

  @Test
  void a_conversation_stands_where_it_was_last_said_something() {
    received("romeo@localhost/orchard");
    sent("nurse@localhost");
    long nurse = last;
    put("romeo@localhost/orchard", false, false, "<message><received id='x'/></message>");
    assertThat(all()).extracting(Conversation::with).containsExactly(NURSE, ROMEO);
    Conversation romeo = all().getLast();
    assertThat(romeo.last()).isEqualTo(id(3));
    assertThat(romeo.place()).isEqualTo(place(1));
    assertThat(romeo.message().id()).isEqualTo(id(1));
    assertThat(romeo.message().peer()).isEqualTo(Jid.parse("romeo@localhost/orchard"));
    assertThat(all().getFirst().message().number()).isEqualTo(nurse);
    assertThat(find(new Cursor.First(), 10).totals()).isEqualTo(new Totals(2, 1, 1));
  }

  @Test
  void what_is_nothing_to_read_and_what_was_sent_is_not_unread() {
    received("romeo@localhost");
    put("romeo@localhost", false, false, "<message/>");
    sent("romeo@localhost");
    received("romeo@localhost");
    assertThat(unread(ROMEO)).isEqualTo(2);
    displayed(ROMEO, id(3)); // one that was sent may be said to be displayed, too
    assertThat(unread(ROMEO)).isEqualTo(1);
  }

  @Test
  void rows_that_only_keep_a_number_are_no_conversation() {
    put("localhost", false, false, "");
    received("romeo@localhost");
    put("romeo@localhost", false, false, "");
    assertThat(all()).extracting(Conversation::with).containsExactly(ROMEO);
    assertThat(all().getFirst().last()).isEqualTo(id(2));
  }

  @Test
  void a_conversation_in_which_nothing_is_left_to_read_is_there_without_a_message() {
    put("romeo@localhost", false, false, "<message/>");
    assertThat(all().getFirst()).isEqualTo(new Conversation(ROMEO, 0, id(1), place(1), null));
  }

  @Test
  void notes_to_oneself_are_never_unread() {
    received("juliet@localhost/chamber");
    assertThat(find(new Cursor.First(), 10).totals()).isEqualTo(new Totals(1, 0, 0));
  }

  @Test
  void what_was_displayed_only_moves_forward() {
    long first = received("romeo@localhost");
    long second = received("romeo@localhost");
    received("romeo@localhost");
    displayed(ROMEO, id(second));
    displayed(ROMEO, id(first));
    assertThat(unread(ROMEO)).isEqualTo(1);
  }

  @Test
  void an_id_that_is_not_in_the_conversation_is_ignored() {
    received("romeo@localhost");
    long nurse = received("nurse@localhost");
    for (String id : List.of(id(nurse), "1-8", "99-7", "", "urn:x")) {
      displayed(ROMEO, id);
    }
    assertThat(unread(ROMEO)).isEqualTo(1);
  }

  @Test
  void what_is_forgotten_is_unread_as_far_as_no_marker_was_sent() {
    long first = received("romeo@localhost");
    long second = received("romeo@localhost");
    long nurse = received("nurse@localhost");
    conversations.marked(juliet, ROMEO, "m" + first);
    displayed(ROMEO, id(second));
    displayed(NURSE, id(nurse));
    conversations.forget(DATABASE.db(), juliet, List.of(ROMEO));
    assertThat(unread(ROMEO)).isEqualTo(1);
    assertThat(unread(NURSE)).isZero();
    conversations.forgetAll(DATABASE.db(), juliet);
    assertThat(unread(NURSE)).isEqualTo(1);
  }

  @Test
  void a_marker_means_the_newest_message_of_the_other_side_with_that_id() {
    put("romeo@localhost", false, true, "<message id='it&apos;s'/>");
    put("romeo@localhost", false, true, "<message id='it&apos;s'><body/></message>");
    put("romeo@localhost", false, true, "<message id='b'><x id='it&apos;s'/></message>");
    put("romeo@localhost", true, true, "<message id='it&apos;s'/>");
    received("romeo@localhost");
    conversations.marked(juliet, NURSE, "it's");
    assertThat(unread(ROMEO)).isEqualTo(4);
    conversations.marked(juliet, ROMEO, "it's");
    assertThat(unread(ROMEO)).isEqualTo(2);
    conversations.marked(juliet, ROMEO, "nothing");
    assertThat(unread(ROMEO)).isEqualTo(2);
  }

  @Test
  void the_later_of_what_was_displayed_and_what_was_marked_counts() {
    long first = received("romeo@localhost");
    long second = received("romeo@localhost");
    displayed(ROMEO, id(first));
    assertThat(unread(ROMEO)).isEqualTo(1);
    conversations.marked(juliet, ROMEO, "m" + second);
    assertThat(unread(ROMEO)).isZero();
    conversations.marked(juliet, ROMEO, "m" + first);
    assertThat(unread(ROMEO)).isZero();
  }

  @Test
  void pages_follow_each_other_both_ways() throws StanzaException {
    for (int i = 0; i < 7; i++) {
      received("contact-" + i + "@localhost");
    }
    Page first = find(new Cursor.First(), 3);
    assertThat(first.conversations())
        .extracting(Conversation::place)
        .containsExactly(place(7), place(6), place(5));
    assertThat(first.complete()).isFalse();
    Page second = find(new Cursor.After(place(5)), 4);
    assertThat(second.conversations()).hasSize(4);
    assertThat(second.complete()).isTrue();
    assertThat(find(new Cursor.Last(), 2).conversations())
        .extracting(Conversation::place)
        .containsExactly(place(2), place(1));
    Page before = find(new Cursor.Before(place(2)), 3);
    assertThat(before.conversations())
        .extracting(Conversation::place)
        .containsExactly(place(5), place(4), place(3));
    assertThat(before.complete()).isFalse();
    assertThat(find(new Cursor.First(), 0).totals()).isEqualTo(new Totals(7, 7, 7));
    assertThatThrownBy(
            () -> conversations.find(juliet, new Query(false, true, new Cursor.After(id(3)), 1)))
        .isInstanceOf(StanzaException.class);
  }

  @Test
  void only_unread_ones_are_found_where_only_these_are_wanted() throws StanzaException {
    received("romeo@localhost");
    received("nurse@localhost");
    displayed(NURSE, id(2));
    Page page = conversations.find(juliet, new Query(true, false, new Cursor.First(), 10));
    assertThat(page.conversations())
        .containsExactly(new Conversation(ROMEO, 1, id(1), place(1), null));
    assertThat(page.totals()).isEqualTo(new Totals(2, 1, 1));
  }

  @Test
  void whoever_pages_through_large_messages_misses_none() {
    String large = "<message>" + "x".repeat(1 << 20) + "</message>";
    for (int i = 0; i < 5; i++) {
      put("contact-" + i + "@localhost", false, true, large);
    }
    put("silent@localhost", false, false, "<message/>");
    List<String> places = new ArrayList<>();
    Page page = find(new Cursor.First(), 10);
    assertThat(page.conversations()).hasSize(3);
    page.conversations().forEach(each -> places.add(each.place()));
    while (!page.complete()) {
      page = find(new Cursor.After(places.getLast()), 10);
      page.conversations().forEach(each -> places.add(each.place()));
    }
    assertThat(places).containsExactly(place(6), place(5), place(4), place(3), place(2), place(1));
  }

  @Test
  void cursors_go_with_their_account() {
    displayed(ROMEO, id(received("romeo@localhost")));
    DATABASE.db().update("DELETE FROM account WHERE id = $1", juliet.id());
    assertThat(DATABASE.db().query("SELECT 1 FROM read_cursor WHERE account = $1", juliet.id()))
        .isEmpty();
  }
}

package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Conversations.Conversation;
import im.fenghuo.api.Conversations.Query;
import im.fenghuo.api.Conversations.Totals;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Memberships;
import im.fenghuo.api.Memberships.Ground;
import im.fenghuo.api.Memberships.Reach;
import im.fenghuo.api.Memberships.Reader;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import im.fenghuo.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What members see of a room, whether they are in it or not.
class RoomConversationsTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @RegisterExtension final PgRows rows = new PgRows(DATABASE, 1);

  private static final Jid ROOM = Jid.parse("orchard@muc.localhost");
  private static final int TAG = 7;

  private final PgConversations conversations = new PgConversations(DATABASE.db());
  private final Memberships memberships = conversations.memberships();
  private TestAccount juliet;
  private TestAccount romeo;
  private Memberships.Group group;
  private ArchiveLane room;
  private long last;

  @BeforeEach
  void people() {
    juliet = account("juliet");
    romeo = account("romeo");
    room =
        Contents.lane(
            DATABASE.db().queryOne("SELECT nextval('account_id_seq')").orElseThrow().bigint(0));
    group = new Memberships.Group(room.archive(), ROOM);
  }

  private static TestAccount account(String name) {
    String localpart = name + "-" + System.nanoTime();
    return new TestAccount(localpart + "@localhost", DATABASE.account(localpart));
  }

  private void put(ArchiveLane archive, long number, int second, Jid sender, boolean readable) {
    String stanza = "<message xmlns='jabber:client' id='m" + number + "'/>";
    Content content =
        new Content(
            Instant.ofEpochSecond(second),
            sender,
            false,
            stanza.getBytes(StandardCharsets.UTF_8),
            readable,
            List.of());
    CompletableFuture<RowStore.Outcome> stored = new CompletableFuture<>();
    rows.store().insert(0, List.of(Contents.kept(archive, number, TAG, content)), stored::complete);
    assertThat(stored.join()).isEqualTo(new RowStore.Outcome.Stored());
  }

  private long says(TestAccount sender) {
    put(room, ++last, (int) last, sender.jid().withResource("nick"), true);
    return last;
  }

  private void joins(TestAccount member, Ground ground) {
    memberships.add(DATABASE.db(), group, List.of(member.jid()), ground);
  }

  private void leaves(TestAccount member, Ground ground) {
    memberships.remove(DATABASE.db(), room.archive(), List.of(member.jid()), ground);
  }

  private List<Conversation> inbox(TestAccount account) {
    try {
      Query query = new Query(false, true, new Cursor.First(), 100);
      return conversations.find(account, query).conversations();
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(long number) {
    return ArchiveId.format(number, TAG);
  }

  @Test
  void what_others_have_said_since_one_is_a_member_is_unread() throws StanzaException {
    says(romeo);
    joins(juliet, Ground.AFFILIATION);
    joins(romeo, Ground.AFFILIATION);
    says(romeo);
    says(juliet);
    says(romeo);

    Conversation seen = inbox(juliet).getFirst();
    assertThat(seen.with()).isEqualTo(ROOM);
    assertThat(seen.unread()).isEqualTo(2);
    assertThat(seen.last()).isEqualTo(id(4));
    assertThat(seen.message().id()).isEqualTo(id(4));
    assertThat(inbox(romeo).getFirst().unread()).isEqualTo(1);
    assertThat(conversations.find(juliet, new Query(true, false, new Cursor.First(), 0)).totals())
        .isEqualTo(new Totals(1, 1, 2));
  }

  @Test
  void devices_and_markers_say_how_far_a_room_was_read() {
    joins(juliet, Ground.AFFILIATION);
    long first = says(romeo);
    long second = says(romeo);
    long third = says(romeo);
    conversations.displayed(DATABASE.db(), juliet, ROOM, ROOM, id(first));
    assertThat(inbox(juliet).getFirst().unread()).isEqualTo(2);
    conversations.markedInRoom(juliet, ROOM, id(third));
    assertThat(inbox(juliet).getFirst().unread()).isZero();
    conversations.displayed(DATABASE.db(), juliet, ROOM, ROOM, id(second));
    assertThat(inbox(juliet).getFirst().unread()).isZero();
  }

  @Test
  void an_id_of_another_archive_says_nothing() {
    joins(juliet, Ground.AFFILIATION);
    says(romeo);
    conversations.displayed(DATABASE.db(), juliet, ROOM, juliet.jid(), id(1));
    conversations.displayed(DATABASE.db(), juliet, ROOM, ROOM, ArchiveId.format(1, TAG + 1));
    conversations.markedInRoom(juliet, ROOM, "1-x");
    assertThat(inbox(juliet).getFirst().unread()).isEqualTo(1);
  }

  @Test
  void rooms_stand_among_the_other_conversations_by_time() {
    joins(juliet, Ground.BOOKMARK);
    ArchiveLane own = Contents.lane(juliet.id());
    put(own, 1, 1, Jid.parse("nurse@localhost"), true);
    last = 1; // so that it is said a second later
    says(romeo);
    put(own, 2, 3, Jid.parse("tybalt@localhost"), true);
    assertThat(inbox(juliet))
        .extracting(each -> each.with().toString())
        .containsExactly("tybalt@localhost", ROOM.toString(), "nurse@localhost");
  }

  @Test
  void what_an_occupant_says_in_private_is_a_conversation_of_its_own() {
    joins(juliet, Ground.AFFILIATION);
    says(romeo);
    put(Contents.lane(juliet.id()), 1, 9, ROOM.withResource("nick"), true);
    assertThat(inbox(juliet))
        .extracting(each -> each.with().toString())
        .containsExactly(ROOM + "/nick", ROOM.toString());
  }

  @Test
  void one_is_a_member_as_long_as_one_ground_is_left() {
    joins(juliet, Ground.AFFILIATION);
    joins(juliet, Ground.BOOKMARK);
    joins(romeo, Ground.BOOKMARK);
    says(romeo);
    leaves(juliet, Ground.AFFILIATION);
    leaves(juliet, Ground.AFFILIATION);
    assertThat(inbox(juliet)).hasSize(1);
    memberships.removeAll(DATABASE.db(), room.archive(), Ground.BOOKMARK);
    assertThat(inbox(juliet)).isEmpty();
    assertThat(inbox(romeo)).isEmpty();
  }

  @Test
  void nobody_is_a_member_of_what_is_no_more() {
    joins(juliet, Ground.AFFILIATION);
    says(romeo);
    memberships.end(DATABASE.db(), room.archive());
    assertThat(inbox(juliet)).isEmpty();
  }

  @Test
  void who_has_no_bookmarks_any_more_is_a_member_by_affiliation_only() {
    joins(juliet, Ground.AFFILIATION);
    joins(juliet, Ground.BOOKMARK);
    joins(romeo, Ground.BOOKMARK);
    says(romeo);
    memberships.leaveAll(DATABASE.db(), juliet, Ground.BOOKMARK);
    memberships.leaveAll(DATABASE.db(), romeo, Ground.BOOKMARK);
    assertThat(inbox(juliet)).hasSize(1);
    assertThat(inbox(romeo)).isEmpty();
    leaves(juliet, Ground.AFFILIATION);
    assertThat(inbox(juliet)).isEmpty();
  }

  @Test
  void who_is_no_account_here_is_no_member() {
    Jid stranger = Jid.parse("benvolio@remote.example");
    memberships.add(DATABASE.db(), group, List.of(stranger), Ground.AFFILIATION);
    assertThat(memberships.readers(room.archive(), null, 10)).isEmpty();
  }

  @Test
  void it_is_known_who_has_read_a_message() {
    joins(juliet, Ground.AFFILIATION);
    joins(romeo, Ground.AFFILIATION);
    long first = says(romeo);
    long second = says(romeo);
    conversations.markedInRoom(juliet, ROOM, id(first));
    assertThat(memberships.reach(room.archive(), first)).isEqualTo(new Reach(2, 1));
    assertThat(memberships.reach(room.archive(), second)).isEqualTo(new Reach(2, 0));
    List<Reader> readers = memberships.readers(room.archive(), null, 1);
    assertThat(readers).containsExactly(new Reader(juliet.jid(), first));
    assertThat(memberships.readers(room.archive(), juliet.jid(), 10))
        .containsExactly(new Reader(romeo.jid(), 0));
  }
}

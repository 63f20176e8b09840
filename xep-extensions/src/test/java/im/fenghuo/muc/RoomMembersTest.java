package im.fenghuo.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Memberships;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.PgConversations;
import im.fenghuo.pubsub.Item;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who belongs to a room, whether they are in it or not.
class RoomMembersTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("muc", PgRoomStore.class, PgRoomStore.SCHEMA.toArray(String[]::new)));

  private static final RoomOptions OPTIONS = RoomOptions.standard();

  private final Db db = DATABASE.db();
  private final Memberships memberships = new PgConversations(db).memberships();
  private final RoomMembers members = new RoomMembers(memberships, OPTIONS);
  private final RoomStore store = new PgRoomStore(db, OPTIONS, members);
  private final RoomBookmarks bookmarks = new RoomBookmarks(() -> members);
  private TestAccount juliet;
  private TestAccount romeo;
  private StoredRoom room;
  private long version = 1;

  @BeforeEach
  void room() {
    juliet = account("juliet");
    romeo = account("romeo");
    Jid jid = Jid.of("room-" + System.nanoTime(), "muc.localhost", "");
    room = store.create(jid, juliet.jid(), RoomConfiguration.usual()).orElseThrow();
  }

  private static TestAccount account(String name) {
    String localpart = name + "-" + System.nanoTime();
    return new TestAccount(localpart + "@localhost", DATABASE.account(localpart));
  }

  private List<Jid> all() {
    return memberships.readers(room.id(), null, 10).stream()
        .map(Memberships.Reader::member)
        .toList();
  }

  private void becomes(Account account, Affiliation affiliation) {
    store.affiliate(
        room.id(), List.of(new Affiliated(account.jid(), affiliation, null, null, ++version)), 0);
  }

  private void bookmarks(Account account, String autojoin) {
    String conference = "<conference xmlns='urn:xmpp:bookmarks:1' " + autojoin + "/>";
    bookmarks.published(
        db,
        account,
        new Item(
            room.jid().toString(),
            account.jid(),
            Instant.EPOCH,
            XmlParser.create().parse(conference)));
  }

  @Test
  void whoever_makes_a_room_is_a_member() {
    assertThat(all()).containsExactly(juliet.jid());
  }

  @Test
  void who_has_a_lasting_affiliation_is_a_member_until_it_is_taken_away() {
    becomes(romeo, Affiliation.MEMBER);
    assertThat(all()).contains(romeo.jid());
    becomes(romeo, Affiliation.NONE);
    assertThat(all()).doesNotContain(romeo.jid());
  }

  @Test
  void who_has_a_bookmark_to_enter_by_is_a_member_as_long_as_it_is_there() {
    bookmarks(romeo, "");
    assertThat(all()).doesNotContain(romeo.jid());
    bookmarks(romeo, "autojoin='true'");
    assertThat(all()).contains(romeo.jid());
    bookmarks.retracted(db, romeo, List.of(room.jid().toString(), "no JID@"));
    assertThat(all()).doesNotContain(romeo.jid());
    bookmarks(romeo, "autojoin='1'");
    bookmarks.cleared(db, romeo);
    assertThat(all()).doesNotContain(romeo.jid());
  }

  @Test
  void a_bookmark_of_a_room_that_one_may_not_enter_means_nothing() {
    becomes(romeo, Affiliation.OUTCAST);
    bookmarks(romeo, "autojoin='true'");
    assertThat(all()).doesNotContain(romeo.jid());
    becomes(romeo, Affiliation.NONE);
    bookmarks(romeo, "autojoin='true'");
    assertThat(all()).contains(romeo.jid());
    becomes(romeo, Affiliation.OUTCAST);
    assertThat(all()).doesNotContain(romeo.jid());
  }

  @Test
  void a_room_that_becomes_members_only_keeps_its_members_only() {
    bookmarks(romeo, "autojoin='true'");
    RoomConfiguration closed = RoomConfiguration.usual().with(RoomOptions.MEMBERS_ONLY, true);
    store.configure(room.id(), closed);
    assertThat(all()).containsExactly(juliet.jid());
    bookmarks(romeo, "autojoin='true'");
    assertThat(all()).containsExactly(juliet.jid());
  }

  @Test
  void a_removed_account_is_nothing_to_the_room_any_more() {
    becomes(romeo, Affiliation.ADMIN);
    db.update("DELETE FROM account WHERE id = $1", romeo.id());

    assertThat(store.departures(10)).contains(room.jid());
    assertThat(store.departed(room.id())).containsExactly(romeo.jid());
    assertThat(store.load(room.jid()).orElseThrow().affiliations())
        .extracting(Affiliated::jid)
        .containsExactly(juliet.jid());
    becomes(romeo, Affiliation.MEMBER);
    assertThat(store.departed(room.id())).isEmpty();
    assertThat(store.load(room.jid()).orElseThrow().affiliations()).hasSize(2);
  }

  @Test
  void who_is_banned_stays_so_whoever_has_the_account() {
    becomes(romeo, Affiliation.OUTCAST);
    db.update("DELETE FROM account WHERE id = $1", romeo.id());
    assertThat(store.departed(room.id())).isEmpty();
    assertThat(store.load(room.jid()).orElseThrow().affiliations()).hasSize(2);
  }

  @Test
  void what_departed_from_a_room_that_is_no_more_is_forgotten() {
    becomes(romeo, Affiliation.ADMIN);
    db.update("DELETE FROM account WHERE id = $1", romeo.id());
    store.remove(room.id());
    assertThat(store.departures(10)).doesNotContain(room.jid());
    assertThat(store.departed(room.id())).isEmpty();
  }

  @Test
  void a_room_that_is_no_more_has_no_members() {
    store.remove(room.id());
    assertThat(all()).isEmpty();
  }
}

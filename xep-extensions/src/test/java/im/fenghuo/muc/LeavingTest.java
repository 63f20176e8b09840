package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.ENTER;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How people change while they are there, and how they leave (XEP-0045 §7.6, §7.7, §7.14, §8.2,
/// §9, §10.2, §10.9, §11).
final class LeavingTest {

  private final TestRoom room = new TestRoom();

  private TestRoom peopled() {
    room.made().affiliate("hag66@localhost", Affiliation.MEMBER, null);
    return room.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
  }

  @Test
  void another_nickname_is_two_presences() {
    peopled().presence(HAG, "oldhag", "", "<show>away</show>");
    assertThat(room.seen(HAG))
        .containsExactly(
            "unavailable thirdwitch member/participant -> oldhag 110 303",
            "oldhag member/participant 110");
    assertThat(room.seen(CRONE))
        .containsExactly(
            "unavailable thirdwitch member/participant " + HAG + " -> oldhag 303",
            "oldhag member/participant " + HAG);
    room.says(HAG, "hello");
    assertThat(room.seen(CRONE)).containsExactly("oldhag: hello");
  }

  @Test
  void a_nickname_that_somebody_has_is_refused() {
    peopled().presence(HAG, "firstwitch", "", "");
    assertThat(room.seen(HAG)).containsExactly("error conflict");
    room.says(HAG, "still me");
    assertThat(room.seen(CRONE)).containsExactly("thirdwitch: still me");
  }

  @Test
  void a_change_of_presence_is_passed_on() {
    peopled().presence(HAG, "thirdwitch", " id='p1'", "<show>xa</show>");
    assertThat(room.xml(CRONE))
        .singleElement()
        .satisfies(each -> assertThat(each.has("jabber:client", "show")).isTrue());
    assertThat(room.xml(HAG))
        .singleElement()
        .satisfies(each -> assertThat(each.attribute("id")).isEqualTo("p1"));
  }

  @Test
  void who_leaves_learns_it_first() {
    peopled().presence(HAG, "thirdwitch", " type='unavailable'", "<status>gone</status>");
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch member/none 110");
    Element seen = room.xml(CRONE).getFirst();
    assertThat(seen.has("jabber:client", "status")).isTrue();
    room.leaves(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).isEmpty();
  }

  @Test
  void whoever_cannot_be_reached_is_removed() {
    peopled()
        .receive(
            "<message xmlns='jabber:client' type='error' from='"
                + HAG
                + "' to='"
                + ROOM
                + "'><error type='cancel'><service-unavailable"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    assertThat(room.seen(CRONE))
        .containsExactly("unavailable thirdwitch member/none " + HAG + " 333");
    room.says(HAG, "hello");
    assertThat(room.seen(HAG)).contains("error not-acceptable");
  }

  @Test
  void sessions_that_are_lost_are_removed() {
    peopled().lane.post(() -> room.room.lost(List.of(Jid.parse(HAG))));
    assertThat(room.seen(CRONE))
        .containsExactly("unavailable thirdwitch member/none " + HAG + " 333");
  }

  @Test
  void everybody_learns_that_the_room_moves_and_enters_again() {
    peopled().lane.post(() -> room.room.leave(Entity.Departure.MOVED));
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch member/none 110 332");
    assertThat(room.seen(CRONE)).hasSize(1);
    room.moved().says(HAG, "hello");
    assertThat(room.seen(HAG)).containsExactly("error not-acceptable");
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).contains("thirdwitch member/participant 110");
  }

  @Test
  void a_temporary_room_ends_with_its_last_occupant() {
    room.with(CRONE, "firstwitch").configure(_ -> {});
    room.leaves(CRONE, "firstwitch");
    assertThat(room.room.exists()).isFalse();
    assertThat(room.store.load(Jid.parse(ROOM))).isEmpty();
    room.forget();
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).contains("thirdwitch owner/moderator " + HAG + " 110 201");
  }

  @Test
  void a_room_ends_whose_creator_leaves_without_configuring_it() {
    room.with(CRONE, "firstwitch").leaves(CRONE, "firstwitch");
    assertThat(room.room.exists()).isFalse();
  }

  @Test
  void a_temporary_room_waits_a_while_for_its_occupants_to_come_back() {
    room.with(CRONE, "firstwitch").configure(_ -> {});
    room.moved();
    assertThat(room.room.isIdle()).isFalse();
    room.pass(Duration.ofMinutes(6));
    assertThat(room.room.exists()).isFalse();
    assertThat(room.room.isIdle()).isTrue();
  }

  @Test
  void temporary_rooms_that_a_crash_has_left_behind_are_woken() {
    room.with(CRONE, "firstwitch");
    new TestServer().register(room.rooms::install).passTime();
    assertThat(room.routed)
        .singleElement()
        .satisfies(each -> assertThat(each.recipient()).isEqualTo(Jid.parse(ROOM)));
  }

  @Test
  void an_outcast_is_removed_and_told_why() {
    peopled().affiliate("hag66@localhost", Affiliation.OUTCAST, null);
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch outcast/none 110 301");
    assertThat(room.seen(CRONE))
        .containsExactly("unavailable thirdwitch outcast/none " + HAG + " 301");
  }

  @Test
  void who_is_no_member_any_more_leaves_a_room_for_members() {
    peopled().configure(options -> options.with(RoomOptions.MEMBERS_ONLY, true));
    room.forget();
    room.affiliate("hag66@localhost", Affiliation.NONE, null);
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch none/none 110 321");
  }

  @Test
  void strangers_leave_a_room_that_is_now_for_members() {
    peopled().with(HECATE, "hecate");
    room.configure(options -> options.with(RoomOptions.MEMBERS_ONLY, true));
    assertThat(room.seen(HECATE)).last().isEqualTo("unavailable hecate none/none 110 322");
    assertThat(room.seen(HAG)).last().isEqualTo("unavailable hecate none/none 322");
  }

  @Test
  void a_new_admin_is_a_moderator_and_sees_who_people_are() {
    peopled().affiliate("hag66@localhost", Affiliation.ADMIN, null);
    assertThat(room.seen(HAG))
        .containsExactly(
            "thirdwitch admin/moderator " + HAG + " 110", "firstwitch owner/moderator " + CRONE);
    room.enters(WICCA, "secondwitch");
    assertThat(room.seen(HAG)).containsExactly("secondwitch none/participant " + WICCA);
    room.affiliate("hag66@localhost", Affiliation.MEMBER, null);
    assertThat(room.seen(HAG)).containsExactly("thirdwitch member/participant 110");
    room.leaves(WICCA, "secondwitch");
    assertThat(room.seen(HAG)).containsExactly("unavailable secondwitch none/none");
  }

  @Test
  void whoever_is_not_shown_any_more_leaves_for_others() {
    room.made(options ->
        options
            .with(RoomOptions.MODERATED, true)
            .with(RoomOptions.PRESENCE_BROADCAST, Set.of(Role.MODERATOR, Role.PARTICIPANT)));
    room.affiliate("hag66@localhost", Affiliation.MEMBER, null);
    room.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    Occupant hag = room.room.occupants().named("thirdwitch");
    room.lane.post(() -> room.room.roles().change(hag, Role.VISITOR, Notice.NONE));
    assertThat(room.seen(CRONE)).containsExactly("unavailable thirdwitch member/visitor " + HAG);
    assertThat(room.seen(HAG)).containsExactly("thirdwitch member/visitor 110");
  }

  @Test
  void the_room_says_that_it_shows_who_people_are_now() {
    peopled().configure(options -> options.with(RoomOptions.WHOIS, Whois.ANYONE));
    assertThat(room.seen(HAG)).singleElement().asString().contains("code='172'");
    room.presence(WICCA, "secondwitch", "", ENTER);
    assertThat(room.seen(HAG)).containsExactly("secondwitch none/participant " + WICCA);
  }

  @Test
  void everybody_learns_that_a_room_is_destroyed_and_where_to_go() {
    peopled()
        .lane
        .post(() -> room.room.destroying().destroy(Jid.parse("heath@muc.localhost"), null, "doom"));
    Element seen = room.xml(HAG).getFirst();
    Element destroy = seen.child(Names.USER, "x").child(Names.USER, "destroy");
    assertThat(destroy.attribute("jid")).isEqualTo("heath@muc.localhost");
    assertThat(destroy.child(Names.USER, "reason").text()).isEqualTo("doom");
    assertThat(room.xml(CRONE)).hasSize(1);
    assertThat(room.room.exists()).isFalse();
  }
}

package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.ENTER;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// XEP-0045 §7.2.
final class EnteringTest {

  private final TestRoom room = new TestRoom();

  @Test
  void whoever_comes_first_makes_the_room_and_owns_it() {
    room.enters(CRONE, "firstwitch");
    assertThat(room.seen(CRONE))
        .containsExactly("firstwitch owner/moderator " + CRONE + " 110 201", "subject : ");
    assertThat(room.room.isLocked()).isTrue();
  }

  @Test
  void a_room_that_is_not_configured_yet_does_not_exist_for_others() {
    room.with(CRONE, "firstwitch").enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("error item-not-found");
    room.configure(_ -> {});
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).last().isEqualTo("subject : ");
  }

  @Test
  void others_come_first_then_oneself_then_the_subject() {
    room.made().affiliate("wiccarocks@localhost", Affiliation.ADMIN, null);
    room.with(CRONE, "firstwitch").with(WICCA, "secondwitch").enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG))
        .containsExactly(
            "firstwitch owner/moderator",
            "secondwitch admin/moderator",
            "thirdwitch none/participant 110",
            "subject : ");
    assertThat(room.seen(CRONE)).containsExactly("thirdwitch none/participant " + HAG);
  }

  @Test
  void in_a_room_that_hides_nobody_everybody_sees_who_somebody_is_and_is_warned() {
    room.made(options -> options.with(RoomOptions.WHOIS, Whois.ANYONE));
    room.with(HAG, "thirdwitch").enters(HECATE, "hecate");
    assertThat(room.seen(HECATE))
        .containsExactly(
            "thirdwitch none/participant " + HAG,
            "hecate none/participant " + HECATE + " 100 110",
            "subject : ");
    assertThat(room.seen(HAG)).containsExactly("hecate none/participant " + HECATE);
  }

  @Test
  void whoever_is_logged_is_warned() {
    room.made(options -> options.with(RoomOptions.PUBLIC_LOGGING, true)).enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).first().isEqualTo("thirdwitch none/participant 110 170");
  }

  @Test
  void a_nickname_that_is_changed_to_its_normal_form_is_said_to_be() {
    room.made().enters(HAG, "third\u00a0witch");
    assertThat(room.seen(HAG)).first().isEqualTo("third witch none/participant 110 210");
  }

  @Test
  void without_a_nickname_nobody_enters() {
    room.made()
        .receive(
            "<presence xmlns='jabber:client' from='%s' to='%s'>%s</presence>"
                .formatted(HAG, ROOM, ENTER));
    assertThat(room.seen(HAG)).containsExactly("error jid-malformed");
  }

  @Test
  void a_client_that_thinks_it_is_inside_learns_that_it_is_not() {
    room.made().presence(HAG, "thirdwitch", "", "<show>away</show>");
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch none/none 110 307 333");
  }

  @Test
  void a_password_is_asked_for() {
    room.made(options ->
        options
            .with(RoomOptions.PASSWORD_PROTECTED, true)
            .with(RoomOptions.SECRET, "cauldronburn"));
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("error not-authorized");
    room.presence(
        HAG,
        "thirdwitch",
        "",
        "<x xmlns='http://jabber.org/protocol/muc'><password>cauldronburn</password></x>");
    assertThat(room.seen(HAG)).first().isEqualTo("thirdwitch none/participant 110");
  }

  @Test
  void only_members_enter_a_room_for_members() {
    room.made(options -> options.with(RoomOptions.MEMBERS_ONLY, true)).enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("error registration-required");
    room.affiliate("hag66@localhost", Affiliation.MEMBER, null);
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).first().isEqualTo("thirdwitch member/participant 110");
  }

  @Test
  void outcasts_do_not_enter_nor_does_anybody_of_a_domain_that_is_cast_out() {
    room.made().affiliate("hag66@localhost", Affiliation.OUTCAST, null);
    room.affiliate("example.org", Affiliation.OUTCAST, null);
    room.enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("error forbidden");
    room.enters("hecate@example.org/broom", "hecate");
    assertThat(room.seen("hecate@example.org/broom")).containsExactly("error forbidden");
  }

  @Test
  void a_nickname_that_somebody_has_or_has_reserved_is_not_for_others() {
    room.made().affiliate("wiccarocks@localhost", Affiliation.MEMBER, "secondwitch");
    room.with(HAG, "thirdwitch").enters(HECATE, "thirdwitch");
    assertThat(room.seen(HECATE)).containsExactly("error conflict");
    room.enters(HECATE, "secondwitch");
    assertThat(room.seen(HECATE)).containsExactly("error conflict");
    room.enters(WICCA, "secondwitch");
    assertThat(room.seen(WICCA)).contains("secondwitch member/participant 110");
  }

  @Test
  void a_full_room_has_a_place_for_its_owner() {
    room.made(options -> options.with(RoomOptions.MAX_USERS, 1)).with(HAG, "thirdwitch");
    room.presence(HECATE, "hecate", "", ENTER);
    Element error = room.xml(HECATE).getFirst().child("jabber:client", "error");
    assertThat(error.attribute("type")).isEqualTo("wait");
    assertThat(error.firstChild().name()).isEqualTo("service-unavailable");
    room.enters(CRONE, "firstwitch");
    assertThat(room.seen(CRONE)).contains("firstwitch owner/moderator " + CRONE + " 110");
  }

  @Test
  void in_a_moderated_room_strangers_are_visitors() {
    room.made(options -> options.with(RoomOptions.MODERATED, true)).enters(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).first().isEqualTo("thirdwitch none/visitor 110");
  }

  @Test
  void whose_presence_is_not_broadcast_is_seen_by_nobody_else() {
    room.made(options ->
        options
            .with(RoomOptions.MODERATED, true)
            .with(RoomOptions.PRESENCE_BROADCAST, Set.of(Role.MODERATOR)));
    room.with(CRONE, "firstwitch").with(HAG, "thirdwitch").enters(HECATE, "hecate");
    assertThat(room.seen(HECATE))
        .containsExactly("firstwitch owner/moderator", "hecate none/visitor 110", "subject : ");
    assertThat(room.seen(HAG)).isEmpty();
    assertThat(room.seen(CRONE)).isEmpty();
  }

  @Test
  void two_clients_of_one_account_share_a_nickname() {
    String other = "hag66@localhost/phone";
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch").enters(other, "thirdwitch");
    assertThat(room.seen(other))
        .containsExactly(
            "firstwitch owner/moderator", "thirdwitch none/participant 110", "subject : ");
    assertThat(room.seen(CRONE)).isEmpty();
    room.says(other, "hello");
    assertThat(room.seen(HAG)).containsExactly("thirdwitch: hello");
    assertThat(room.seen(other)).containsExactly("thirdwitch: hello");
    room.leaves(HAG, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("unavailable thirdwitch none/none 110");
    room.leaves(other, "thirdwitch");
    assertThat(room.seen(CRONE)).last().isEqualTo("unavailable thirdwitch none/none " + other);
  }

  @Test
  void whoever_has_lost_track_gets_everything_again() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch").enters(HAG, "thirdwitch");
    List<String> again = room.seen(HAG);
    assertThat(again)
        .containsExactly(
            "firstwitch owner/moderator", "thirdwitch none/participant 110", "subject : ");
    assertThat(room.seen(CRONE)).isEmpty();
    room.says(CRONE, "hello");
    assertThat(room.seen(HAG)).containsExactly("firstwitch: hello");
  }

  @Test
  void whoever_has_lost_track_may_come_by_another_name() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch").enters(HAG, "oldhag");
    assertThat(room.seen(HAG))
        .containsExactly(
            "unavailable thirdwitch none/participant -> oldhag 110 303",
            "oldhag none/participant 110",
            "firstwitch owner/moderator",
            "oldhag none/participant 110",
            "subject : ");
  }

  @Test
  void what_only_the_room_may_say_of_somebody_is_taken_from_their_presence() {
    room.made().with(CRONE, "firstwitch");
    room.presence(
        HAG,
        "thirdwitch",
        "",
        ENTER
            + "<show>away</show><x xmlns='http://jabber.org/protocol/muc#user'>"
            + "<item affiliation='owner' role='moderator'/></x>");
    Element seen = room.xml(CRONE).getFirst();
    assertThat(seen.has("jabber:client", "show")).isTrue();
    assertThat(seen.has(Names.MUC, "x")).isFalse();
    assertThat(seen.children().stream().filter(child -> child.is(Names.USER, "x"))).hasSize(1);
  }
}

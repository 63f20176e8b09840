package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import org.junit.jupiter.api.Test;

/// XEP-0045 §7.8.2.
final class InvitationsTest {

  private static final String INVITEE = "hecate@localhost";

  private final TestRoom room = new TestRoom();

  private void invite(String from, String to) {
    room.message(
        from,
        ROOM,
        "normal",
        "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='"
            + to
            + "'><reason>good witches</reason></invite></x>");
  }

  @Test
  void an_invitation_comes_from_the_room_with_its_password() {
    room.made(options ->
        options
            .with(RoomOptions.PASSWORD_PROTECTED, true)
            .with(RoomOptions.SECRET, "cauldronburn"));
    room.presence(
        HAG,
        "thirdwitch",
        "",
        "<x xmlns='http://jabber.org/protocol/muc'><password>cauldronburn</password></x>");
    room.forget();
    invite(HAG, INVITEE);
    Element message = room.xml(INVITEE).getFirst();
    assertThat(message.attribute("from")).isEqualTo(ROOM);
    assertThat(message.attribute("type")).isNull();
    Element x = message.child(Names.USER, "x");
    Element invite = x.child(Names.USER, "invite");
    assertThat(invite.attribute("from")).isEqualTo("hag66@localhost");
    assertThat(invite.attribute("to")).isNull();
    assertThat(invite.child(Names.USER, "reason").text()).isEqualTo("good witches");
    assertThat(x.child(Names.USER, "password").text()).isEqualTo("cauldronburn");
  }

  @Test
  void whoever_is_invited_into_a_room_for_members_becomes_one() {
    room.made(options -> options.with(RoomOptions.MEMBERS_ONLY, true));
    room.affiliate("hag66@localhost", Affiliation.MEMBER, null);
    room.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    invite(HAG, INVITEE);
    assertThat(room.seen(HAG)).containsExactly("error forbidden");
    invite(CRONE, INVITEE);
    assertThat(room.xml(INVITEE)).hasSize(1);
    assertThat(room.room.affiliation(Jid.parse(INVITEE))).isEqualTo(Affiliation.MEMBER);
    room.enters(HECATE, "hecate");
    assertThat(room.seen(HECATE)).contains("hecate member/participant 110");
  }

  @Test
  void nobody_is_invited_who_does_not_exist_nor_by_who_is_not_there() {
    room.made().with(HAG, "thirdwitch");
    invite(HAG, "nobody@localhost");
    assertThat(room.seen(HAG)).containsExactly("error item-not-found");
    invite(CRONE, INVITEE);
    assertThat(room.seen(CRONE)).containsExactly("error not-acceptable");
  }

  @Test
  void a_refusal_reaches_only_those_who_can_have_invited() {
    room.made().with(HAG, "thirdwitch");
    decline("hag66@localhost");
    assertThat(room.xml("hag66@localhost"))
        .singleElement()
        .satisfies(each -> {
          Element decline = each.child(Names.USER, "x").child(Names.USER, "decline");
          assertThat(decline.attribute("from")).isEqualTo(INVITEE);
        });
    decline("victim@localhost");
    assertThat(room.seen(HECATE)).containsExactly("error item-not-found");
  }

  private void decline(String to) {
    room.message(
        HECATE,
        ROOM,
        "normal",
        "<x xmlns='http://jabber.org/protocol/muc#user'><decline to='" + to + "'/></x>");
  }

  @Test
  void other_messages_to_the_room_are_refused() {
    room.made().with(HAG, "thirdwitch").message(HAG, ROOM, "chat", "<body>hello</body>");
    assertThat(room.seen(HAG)).containsExactly("error bad-request");
  }
}

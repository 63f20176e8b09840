package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import org.junit.jupiter.api.Test;

/// XEP-0045 §7.5.
final class WhispersTest {

  private static final String PHONE = "crone1@localhost/phone";

  private final TestRoom room = new TestRoom();

  private void whisper(String from, String nickname) {
    room.message(from, ROOM + "/" + nickname, "chat", "<body>I'll give thee a wind.</body>");
  }

  @Test
  void all_clients_of_an_occupant_get_a_private_message() {
    room.made().with(CRONE, "firstwitch").with(PHONE, "firstwitch").with(HAG, "thirdwitch");
    whisper(HAG, "firstwitch");
    Element message = room.xml(CRONE).getFirst();
    assertThat(message.attribute("from")).isEqualTo(ROOM + "/thirdwitch");
    assertThat(message.attribute("type")).isEqualTo("chat");
    assertThat(message.attribute("id")).isEqualTo("m1");
    assertThat(message.has(Names.USER, "x")).isTrue();
    assertThat(room.seen(PHONE)).containsExactly("thirdwitch: I'll give thee a wind.");
    assertThat(room.seen(HAG)).isEmpty();
    assertThat(room.archive().messages()).isEmpty();
  }

  @Test
  void it_is_not_of_type_groupchat() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    room.message(HAG, ROOM + "/firstwitch", "groupchat", "<body>hello</body>");
    assertThat(room.seen(HAG)).containsExactly("error bad-request");
  }

  @Test
  void it_needs_two_who_are_there() {
    room.made().with(HAG, "thirdwitch");
    whisper(HAG, "firstwitch");
    assertThat(room.seen(HAG)).containsExactly("error item-not-found");
    whisper(HECATE, "thirdwitch");
    assertThat(room.seen(HECATE)).containsExactly("error not-acceptable");
  }

  @Test
  void a_room_says_who_may_whisper() {
    room.made(options -> options.with(RoomOptions.PRIVATE_MESSAGES, PrivateMessages.MODERATORS));
    room.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    whisper(HAG, "firstwitch");
    assertThat(room.seen(HAG)).containsExactly("error forbidden");
    whisper(CRONE, "thirdwitch");
    assertThat(room.seen(HAG)).containsExactly("firstwitch: I'll give thee a wind.");
  }

  @Test
  void the_sender_learns_that_a_client_has_refused_it() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    room.receive(
        "<message xmlns='jabber:client' id='m1' type='error' from='"
            + CRONE
            + "' to='"
            + ROOM
            + "/thirdwitch'><error type='cancel'><not-acceptable"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    assertThat(room.xml(HAG))
        .singleElement()
        .satisfies(each -> assertThat(each.attribute("from")).isEqualTo(ROOM + "/firstwitch"));
    assertThat(room.room.occupants().size()).isEqualTo(2);
  }
}

package im.fenghuo.xep.xep0410mucselfping;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.muc.TestRoom;
import org.junit.jupiter.api.Test;

class Xep0410MucSelfPingTest {

  private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

  private final TestRoom room = TestRoom.of(Xep0410MucSelfPing::new);

  private void ping(String session, String nickname) {
    room.iq(session, TestRoom.ROOM + "/" + nickname, "get", PING);
  }

  @Test
  void the_room_answers_whoever_is_in_it() {
    room.made().with(TestRoom.HAG, "thirdwitch");
    ping(TestRoom.HAG, "thirdwitch");
    assertThat(room.seen(TestRoom.HAG))
        .containsExactly("result from " + TestRoom.ROOM + "/thirdwitch");
  }

  @Test
  void another_client_of_the_same_person_is_not_in_it_for_that() {
    room.made().with(TestRoom.HAG, "thirdwitch");
    ping("hag66@localhost/phone", "thirdwitch");
    assertThat(room.seen("hag66@localhost/phone")).containsExactly("error not-acceptable");
  }

  @Test
  void whoever_was_in_it_before_it_moved_is_not_any_more() {
    room.made().with(TestRoom.HAG, "thirdwitch").moved();
    ping(TestRoom.HAG, "thirdwitch");
    assertThat(room.seen(TestRoom.HAG)).contains("error not-acceptable");
  }

  @Test
  void a_nickname_that_has_just_changed_is_not_found() {
    room.made().with(TestRoom.HAG, "oldhag");
    ping(TestRoom.HAG, "thirdwitch");
    assertThat(room.seen(TestRoom.HAG)).containsExactly("error item-not-found");
  }
}

package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Iq;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Requests to occupants, and to the room (XEP-0045 §6.4 to 6.6, §17.4).
final class RelayTest {

  private static final String VERSION = "<query xmlns='jabber:iq:version'/>";
  private static final String INFO = "<query xmlns='http://jabber.org/protocol/disco#info'/>";

  private final TestRoom room =
      new TestRoom(on -> on.selfIq(Iq.Type.GET, "urn:xmpp:ping", "ping", (_, _, _) -> null));

  RelayTest() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
  }

  @Test
  void neither_side_learns_who_the_other_is() {
    room.iq(HAG, ROOM + "/firstwitch", "get", VERSION);
    Element asked = room.xml(CRONE).getFirst();
    assertThat(asked.attribute("from")).isEqualTo(ROOM + "/thirdwitch");
    assertThat(asked.toString()).doesNotContain("hag66");
    room.receive(
        "<iq xmlns='jabber:client' type='result' id='%s' from='%s' to='%s/thirdwitch'>%s</iq>"
            .formatted(asked.attribute("id"), CRONE, ROOM, VERSION));
    Element answer = room.xml(HAG).getFirst();
    assertThat(answer.attribute("id")).isEqualTo("i1");
    assertThat(answer.attribute("from")).isEqualTo(ROOM + "/firstwitch");
    assertThat(answer.firstChild().namespace()).isEqualTo("jabber:iq:version");
  }

  @Test
  void nobody_else_answers() {
    room.iq(HAG, ROOM + "/firstwitch", "get", VERSION);
    String id = room.xml(CRONE).getFirst().attribute("id");
    room.receive(
        "<iq xmlns='jabber:client' type='result' id='%s' from='%s' to='%s/thirdwitch'/>"
            .formatted(id, HECATE, ROOM));
    assertThat(room.xml(HAG)).isEmpty();
  }

  @Test
  void a_request_that_nobody_answers_times_out() {
    room.iq(HAG, ROOM + "/firstwitch", "get", VERSION);
    assertThat(room.room.relay().isIdle()).isFalse();
    room.pass(Duration.ofMinutes(1));
    assertThat(room.seen(HAG)).containsExactly("error remote-server-timeout");
    assertThat(room.room.relay().isIdle()).isTrue();
  }

  @Test
  void nobody_takes_all_the_places_of_those_who_wait() {
    for (int i = 0; i < 20; i++) {
      room.iq(HAG, ROOM + "/firstwitch", "get", VERSION);
    }
    assertThat(room.seen(HAG)).isEmpty();
    room.iq(HAG, ROOM + "/firstwitch", "get", VERSION);
    assertThat(room.seen(HAG)).containsExactly("error resource-constraint");
    room.forget();
    room.iq(CRONE, ROOM + "/thirdwitch", "get", VERSION);
    assertThat(room.xml(HAG)).hasSize(1);
  }

  @Test
  void an_account_is_asked_for_the_vcard_of_an_occupant() {
    room.iq(HAG, ROOM + "/firstwitch", "get", "<vCard xmlns='vcard-temp'/>");
    assertThat(room.xml("crone1@localhost")).hasSize(1);
    assertThat(room.xml(CRONE)).isEmpty();
  }

  @Test
  void the_room_answers_for_the_own_nickname() {
    room.iq(HAG, ROOM + "/thirdwitch", "get", "<ping xmlns='urn:xmpp:ping'/>");
    assertThat(room.seen(HAG)).containsExactly("result from " + ROOM + "/thirdwitch");
    room.iq(HAG, ROOM + "/firstwitch", "get", "<ping xmlns='urn:xmpp:ping'/>");
    assertThat(room.xml(CRONE)).hasSize(1);
  }

  @Test
  void who_is_not_in_the_room_asks_nobody_in_it() {
    room.iq(HECATE, ROOM + "/thirdwitch", "get", "<ping xmlns='urn:xmpp:ping'/>");
    room.iq(HECATE, ROOM + "/thirdwitch", "get", INFO);
    assertThat(room.seen(HECATE)).containsExactly("error not-acceptable", "error bad-request");
    room.iq(HAG, ROOM + "/fourthwitch", "get", VERSION);
    assertThat(room.seen(HAG)).containsExactly("error item-not-found");
  }

  @Test
  void service_discovery_says_what_kind_of_room_it_is() {
    room.iq(HECATE, ROOM, "get", INFO);
    String info = room.xml(HECATE).getFirst().toString();
    assertThat(info)
        .contains("category='conference'", "muc_persistent", "muc_semianonymous", "muc_open")
        .contains("muc#roominfo_occupants", "muc#stable_id")
        .doesNotContain("muc_temporary");
  }

  @Test
  void only_occupants_learn_who_is_in_a_hidden_room() {
    String items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    room.iq(HECATE, ROOM, "get", items);
    assertThat(room.xml(HECATE).getFirst().firstChild().children()).hasSize(2);
    room.configure(options -> options.with(RoomOptions.PUBLIC, false));
    room.forget();
    room.iq(HECATE, ROOM, "get", items);
    assertThat(room.xml(HECATE).getFirst().firstChild().children()).isEmpty();
    room.iq(HAG, ROOM, "get", items);
    assertThat(room.xml(HAG).getFirst().firstChild().children())
        .extracting(each -> each.attribute("jid"))
        .containsExactly(ROOM + "/firstwitch", ROOM + "/thirdwitch");
  }

  @Test
  void the_own_reserved_nickname_is_told() {
    room.affiliate("hag66@localhost", Affiliation.MEMBER, "thirdwitch");
    room.forget();
    String node = "<query xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>";
    room.iq(HAG, ROOM, "get", node);
    assertThat(room.xml(HAG).getFirst().firstChild().firstChild().attribute("name"))
        .isEqualTo("thirdwitch");
    room.iq(HECATE, ROOM, "get", node);
    assertThat(room.xml(HECATE).getFirst().firstChild().children()).isEmpty();
  }
}

package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.form.DataForm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// XEP-0045 §7.13, §8.6.
class VoiceRequestsTest {

  private final TestRoom coven =
      new TestRoom().made(room -> room.with(RoomOptions.MODERATED, true));

  @BeforeEach
  void everybodyIsIn() {
    coven.with(CRONE, "firstwitch").with(WICCA, "secondwitch").with(HAG, "thirdwitch");
    coven.forget();
  }

  private void form(String session, String fields) {
    coven.message(
        session,
        ROOM,
        "normal",
        "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>"
            + fields
            + "</x>");
  }

  private void ask(String session) {
    form(session, "<field var='muc#role'><value>participant</value></field>");
  }

  private void approve(String session, String allow) {
    form(
        session,
        "<field var='muc#role'><value>participant</value></field>"
            + "<field var='muc#jid'><value>hag66@localhost/pda</value></field>"
            + "<field var='muc#roomnick'><value>thirdwitch</value></field>"
            + "<field var='muc#request_allow'><value>"
            + allow
            + "</value></field>");
  }

  @Test
  void a_visitor_asks_and_a_moderator_grants_voice() {
    ask(HAG);
    DataForm form = DataForm.in(coven.xml(CRONE).getFirst());
    assertThat(form.value("muc#jid")).isEqualTo(HAG);
    assertThat(form.value("muc#roomnick")).isEqualTo("thirdwitch");
    assertThat(form.isTrue("muc#request_allow")).isFalse();
    assertThat(coven.seen(WICCA)).isEmpty();
    approve(CRONE, "0");
    assertThat(coven.seen(HAG)).isEmpty();
    approve(CRONE, "1");
    assertThat(coven.seen(HAG)).containsExactly("thirdwitch none/participant 110");
  }

  @Test
  void nobody_asks_all_the_time() {
    ask(HAG);
    ask(HAG);
    assertThat(coven.seen(HAG)).containsExactly("error resource-constraint");
    coven.pass(Duration.ofMinutes(1));
    ask(HAG);
    assertThat(coven.xml(CRONE)).hasSize(2);
  }

  @Test
  void visitors_grant_nothing_and_strangers_do_not_ask() {
    approve(WICCA, "1");
    assertThat(coven.seen(WICCA)).containsExactly("error forbidden");
    ask(HECATE);
    assertThat(coven.seen(HECATE)).containsExactly("error not-acceptable");
  }
}

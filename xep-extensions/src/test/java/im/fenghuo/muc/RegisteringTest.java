package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/// XEP-0045 §7.10, §9.9.
class RegisteringTest {

  private TestRoom coven = new TestRoom().made();

  private List<String> set(String session, String content) {
    coven.iq(session, ROOM, "set", "<query xmlns='jabber:iq:register'>" + content + "</query>");
    return coven.seen(session);
  }

  private List<String> register(String session, String nickname) {
    return set(
        session,
        "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>"
            + "<field var='muc#register_first'><value>Brunhilde</value></field>"
            + "<field var='muc#register_roomnick'><value>"
            + nickname
            + "</value></field></x>");
  }

  private Element get(String session) {
    coven.iq(session, ROOM, "get", "<query xmlns='jabber:iq:register'/>");
    return coven.xml(session).getFirst().child("jabber:iq:register", "query");
  }

  private Affiliation affiliation(String account) {
    return coven.room.affiliation(Jid.parse(account));
  }

  private void forMembersOnly() {
    coven = new TestRoom().made(room -> room.with(RoomOptions.MEMBERS_ONLY, true));
  }

  @Test
  void whoever_registers_with_an_open_room_is_a_member_with_a_nickname() {
    coven.with(CRONE, "firstwitch").with(HAG, "witch");
    coven.forget();
    assertThat(DataForm.in(get(HAG)).names()).contains("muc#register_roomnick");
    assertThat(register(HAG, "thirdwitch"))
        .contains("result from " + ROOM, "witch member/participant 110");
    assertThat(coven.seen(CRONE)).containsExactly("witch member/participant " + HAG);
    assertThat(get(HAG).child("jabber:iq:register", "username").text()).isEqualTo("thirdwitch");
    coven.enters(WICCA, "thirdwitch");
    assertThat(coven.seen(WICCA)).containsExactly("error conflict");
    assertThat(register(WICCA, "thirdwitch")).containsExactly("error conflict");
    assertThat(register(WICCA, "firstwitch")).containsExactly("error conflict");
    assertThat(register(HAG, "fourthwitch")).containsExactly("result from " + ROOM);
    assertThat(coven.room.affiliations().nickname(Jid.parse("hag66@localhost")))
        .isEqualTo("fourthwitch");
  }

  @Test
  void whoever_leaves_for_good_is_no_member() {
    register(HAG, "thirdwitch");
    assertThat(set(HAG, "<remove/>")).containsExactly("result from " + ROOM);
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.NONE);
    assertThat(set(HAG, "<remove/>")).containsExactly("error registration-required");
    assertThat(set(CRONE, "<remove/>")).containsExactly("error conflict");
  }

  @Test
  void in_a_room_for_members_an_admin_approves() {
    forMembersOnly();
    coven.affiliate("wiccarocks@localhost", Affiliation.ADMIN, null);
    coven.forget();
    assertThat(register(HAG, "thirdwitch")).containsExactly("result from " + ROOM);
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.NONE);
    DataForm form = DataForm.in(coven.xml("crone1@localhost").getFirst());
    assertThat(form.value("muc#register_first")).isEqualTo("Brunhilde");
    assertThat(form.value("muc#register_roomnick")).isEqualTo("thirdwitch");
    assertThat(coven.xml("wiccarocks@localhost")).hasSize(1);
    coven = coven.moved();
    answer(WICCA, "hag66@localhost", "1");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.MEMBER);
    assertThat(coven.xml("hag66@localhost")).hasSize(1);
    answer(CRONE, "hag66@localhost", "1");
    assertThat(coven.seen(CRONE)).containsExactly("error item-not-found");
  }

  private void answer(String session, String account, String allow) {
    coven.message(
        session,
        ROOM,
        "normal",
        "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>"
            + "<field var='x-muc#register_jid'><value>"
            + account
            + "</value></field><field var='muc#register_allow'><value>"
            + allow
            + "</value></field></x>");
  }

  @Test
  void who_is_refused_may_ask_again() {
    forMembersOnly();
    register(HAG, "thirdwitch");
    coven.forget();
    answer(HECATE, "hag66@localhost", "1");
    assertThat(coven.seen(HECATE)).containsExactly("error forbidden");
    answer(CRONE, "hag66@localhost", "0");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.NONE);
    assertThat(coven.room.get(JoinRequests.KEY).waiting()).isEmpty();
    register(HAG, "witch");
    register(HAG, "thirdwitch");
    assertThat(coven.room.get(JoinRequests.KEY).waiting())
        .extracting(JoinRequest::nickname)
        .containsExactly("thirdwitch");
    set(HAG, "<remove/>");
    assertThat(coven.room.get(JoinRequests.KEY).waiting()).isEmpty();
  }

  @Test
  void where_nobody_may_register_that_is_said() {
    coven = new TestRoom().made(room -> room.with(Registration.OPTION, Registration.CLOSED));
    coven.iq(HAG, ROOM, "get", "<query xmlns='jabber:iq:register'/>");
    assertThat(coven.seen(HAG)).containsExactly("error not-allowed");
    assertThat(register(HAG, "thirdwitch")).containsExactly("error not-allowed");
  }

  @Test
  void a_form_without_a_nickname_is_none() {
    assertThat(set(HAG, "")).containsExactly("error bad-request");
    assertThat(set(HAG, "<x xmlns='jabber:x:data' type='submit'/>"))
        .containsExactly("error bad-request");
    assertThat(register(HAG, " ")).containsExactly("error not-acceptable");
  }
}

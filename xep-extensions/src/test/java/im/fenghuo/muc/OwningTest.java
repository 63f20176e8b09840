package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

/// XEP-0045 §10.1, §10.2, §10.9.
class OwningTest {

  private final TestRoom coven = new TestRoom();

  private List<String> set(String session, String content) {
    coven.iq(
        session,
        ROOM,
        "set",
        "<query xmlns='http://jabber.org/protocol/muc#owner'>" + content + "</query>");
    return coven.seen(session);
  }

  private List<String> submit(String session, String... namesAndValues) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    form.append("<field var='FORM_TYPE'><value>")
        .append(Names.ROOM_CONFIG)
        .append("</value></field>");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append("<field var='muc#roomconfig_").append(namesAndValues[i]).append("'>");
      for (String value : namesAndValues[i + 1].split(",", -1)) {
        form.append("<value>").append(value).append("</value>");
      }
      form.append("</field>");
    }
    return set(session, form.append("</x>").toString());
  }

  private DataForm form(String session) {
    coven.forget();
    coven.iq(session, ROOM, "get", "<query xmlns='http://jabber.org/protocol/muc#owner'/>");
    return DataForm.in(coven.xml(session).getFirst().child(Names.OWNER, "query"));
  }

  private Affiliation affiliation(String account) {
    return coven.room.affiliation(Jid.parse(account));
  }

  private void isOpen() {
    coven.enters(CRONE, "firstwitch");
    set(CRONE, "<x xmlns='jabber:x:data' type='submit'/>");
    coven.with(HAG, "thirdwitch");
    coven.forget();
  }

  @Test
  void a_new_room_opens_when_its_creator_accepts_what_is_usual() {
    coven.enters(CRONE, "firstwitch");
    coven.enters(HAG, "thirdwitch");
    assertThat(coven.seen(HAG)).containsExactly("error item-not-found");
    coven.forget();
    assertThat(set(CRONE, "<x xmlns='jabber:x:data' type='submit'/>"))
        .containsExactly("result from " + ROOM);
    coven.enters(HAG, "thirdwitch");
    assertThat(coven.seen(HAG)).contains("thirdwitch none/participant 110");
  }

  @Test
  void a_new_room_is_configured_at_once_with_its_people() {
    coven.enters(CRONE, "firstwitch");
    coven.forget();
    assertThat(form(CRONE).value("muc#roomconfig_roomowners")).isEqualTo("crone1@localhost");
    submit(
        CRONE,
        "roomname",
        "A Dark Cave",
        "membersonly",
        "1",
        "roomadmins",
        "wiccarocks@localhost,hecate@localhost");
    assertThat(affiliation("wiccarocks@localhost")).isEqualTo(Affiliation.ADMIN);
    assertThat(affiliation("hecate@localhost")).isEqualTo(Affiliation.ADMIN);
    coven.forget();
    coven.enters(WICCA, "secondwitch");
    assertThat(coven.seen(WICCA)).contains("secondwitch admin/moderator " + WICCA + " 110");
    assertThat(form(CRONE).value("muc#roomconfig_roomname")).isEqualTo("A Dark Cave");
  }

  @Test
  void whoever_cancels_has_no_room() {
    coven.enters(CRONE, "firstwitch");
    coven.forget();
    assertThat(set(CRONE, "<x xmlns='jabber:x:data' type='cancel'/>"))
        .containsExactly("unavailable firstwitch none/none", "result from " + ROOM);
    assertThat(coven.room.exists()).isFalse();
    assertThat(coven.store.load(Jid.parse(ROOM))).isEmpty();
  }

  @Test
  void whoever_cancels_later_changes_nothing() {
    isOpen();
    RoomConfiguration before = coven.room.configuration();
    assertThat(set(CRONE, "<x xmlns='jabber:x:data' type='cancel'/>"))
        .containsExactly("result from " + ROOM);
    assertThat(coven.room.configuration()).isEqualTo(before);
  }

  @Test
  void occupants_learn_what_concerns_their_privacy() {
    isOpen();
    submit(CRONE, "whois", "anyone");
    assertThat(coven.xml(HAG).getLast().child(Names.USER, "x").children())
        .extracting(status -> status.attribute("code"))
        .containsExactly("172");
    submit(CRONE, "enablelogging", "1", "roomdesc", "New");
    assertThat(coven.xml(HAG).getLast().child(Names.USER, "x").children())
        .extracting(status -> status.attribute("code"))
        .containsExactly("104", "170");
  }

  @Test
  void strangers_leave_a_room_that_is_for_members_from_now_on() {
    isOpen();
    coven.with(WICCA, "secondwitch");
    coven.forget();
    submit(CRONE, "membersonly", "1", "roomadmins", "wiccarocks@localhost");
    assertThat(coven.seen(HAG)).contains("unavailable thirdwitch none/none 110 322");
    assertThat(coven.seen(WICCA))
        .contains("secondwitch admin/moderator " + WICCA + " 110")
        .contains("unavailable thirdwitch none/none " + HAG + " 322");
  }

  @Test
  void the_lists_of_people_are_complete_and_an_owner_remains() {
    isOpen();
    submit(CRONE, "roomowners", "crone1@localhost,hag66@localhost");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.OWNER);
    submit(CRONE, "roomowners", "crone1@localhost");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.ADMIN);
    submit(CRONE, "roomadmins", "wiccarocks@localhost");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.NONE);
    assertThat(affiliation("wiccarocks@localhost")).isEqualTo(Affiliation.ADMIN);
    coven.forget();
    assertThat(submit(CRONE, "roomowners", "", "roomname", "Nobody's"))
        .containsExactly("error conflict");
    assertThat(coven.room.configuration().get(RoomOptions.ROOM_NAME)).isEmpty();
  }

  @Test
  void what_makes_no_sense_changes_nothing() {
    isOpen();
    assertThat(submit(CRONE, "passwordprotectedroom", "1", "roomadmins", "hag66@localhost"))
        .containsExactly("error not-acceptable");
    assertThat(submit(CRONE, "roomadmins", "a@b@c")).containsExactly("error not-acceptable");
    assertThat(affiliation("hag66@localhost")).isEqualTo(Affiliation.NONE);
    assertThat(set(CRONE, "")).containsExactly("error bad-request");
    assertThat(set(CRONE, "<x xmlns='jabber:x:data' type='form'/>"))
        .containsExactly("error bad-request");
  }

  @Test
  void only_owners_configure_and_destroy() {
    isOpen();
    assertThat(submit(HAG, "roomname", "Mine")).containsExactly("error forbidden");
    assertThat(set(HAG, "<destroy/>")).containsExactly("error forbidden");
    coven.iq(HAG, ROOM, "get", "<query xmlns='http://jabber.org/protocol/muc#owner'/>");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
  }

  @Test
  void everybody_learns_why_a_room_ends_and_where_to_go() {
    isOpen();
    set(
        CRONE,
        "<destroy jid='heath@muc.localhost'><reason>Macbeth doth come.</reason>"
            + "<password>open</password></destroy>");
    Element destroy = coven.xml(HAG).getFirst().child(Names.USER, "x").child(Names.USER, "destroy");
    assertThat(destroy.attribute("jid")).isEqualTo("heath@muc.localhost");
    assertThat(destroy.child(Names.USER, "reason").text()).isEqualTo("Macbeth doth come.");
    assertThat(destroy.child(Names.USER, "password").text()).isEqualTo("open");
    assertThat(coven.store.load(Jid.parse(ROOM))).isEmpty();
  }
}

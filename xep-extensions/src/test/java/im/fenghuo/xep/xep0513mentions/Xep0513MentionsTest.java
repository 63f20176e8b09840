package im.fenghuo.xep.xep0513mentions;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.muc.mention.Mentions;
import im.fenghuo.muc.mention.TestMentions;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Xep0513MentionsTest {

  private static final String NAMESPACE = "urn:xmpp:mentions:0";
  private static final String EVERYBODY =
      "<mention xmlns='urn:xmpp:mentions:0' mentions='urn:xmpp:mentions:0#channel'/>";

  private final TestMentions mentions = new TestMentions();
  private final TestRoom coven =
      TestRoom.of(rooms -> new Xep0513Mentions(rooms, new Mentions(mentions, Clock.systemUTC())))
          .made();

  @BeforeEach
  void everybodyIsIn() {
    // An occupant's id is their localpart.
    coven
        .rooms
        .registrar()
        .identifiers((_, id) -> id.equals("unknown") ? null : Jid.parse(id + "@localhost"));
    coven.with(CRONE, "firstwitch").with(WICCA, "secondwitch").with(HAG, "thirdwitch");
  }

  private static String one(String id) {
    return "<mention xmlns='urn:xmpp:mentions:0' begin='0' end='3' occupantid='" + id + "'/>";
  }

  private String said(String session, String content) {
    coven.forget();
    coven.message(session, ROOM, "groupchat", "<body>Hag!</body>" + content);
    return coven.xml(CRONE).getFirst().toString();
  }

  private void permit(String session, String name, String value) {
    coven.iq(
        session,
        ROOM,
        "set",
        "<query xmlns='%s'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>%s</value></field><field var='mentions#%s'><value>%s</value></field></x></query>"
            .formatted(NAMESPACE, NAMESPACE, name.toLowerCase(Locale.ROOT), value));
  }

  @Test
  void somebody_is_mentioned_by_occupant_id_present_or_not() {
    assertThat(said(WICCA, one("hag66") + one("hecate"))).contains("occupantid='hag66'");
    said(WICCA, one("unknown"));
    assertThat(mentions.kept).containsExactly("1 hag66@localhost hecate@localhost");
  }

  @Test
  void only_moderators_mention_everybody() {
    assertThat(said(WICCA, EVERYBODY)).contains("Hag!").doesNotContain("<mention");
    assertThat(said(CRONE, EVERYBODY)).contains("<mention");
    assertThat(mentions.kept).containsExactly("2 everybody");
  }

  @Test
  void another_room_or_another_group_is_not_mentioned() {
    String elsewhere = EVERYBODY.replace("/>", " uri='xmpp:heath@muc.localhost'/>");
    assertThat(said(CRONE, elsewhere)).doesNotContain("<mention");
    assertThat(said(CRONE, EVERYBODY.replace("#channel", "#server"))).doesNotContain("<mention");
    String here = EVERYBODY.replace("/>", " uri='xmpp:coven@muc.localhost'/>");
    assertThat(said(CRONE, here)).contains("<mention");
    assertThat(mentions.kept).containsExactly("3 everybody");
  }

  @Test
  void who_is_not_to_be_disturbed_is_not_remembered() {
    String noPing = one("hag66").replace("/>", "><noping/></mention>");
    assertThat(said(WICCA, noPing)).contains("<noping/>");
    String active = one("hecate").replace("/>", "><active/></mention>");
    said(WICCA, active);
    assertThat(mentions.kept).isEmpty();
    coven.enters(HECATE, "hecate");
    said(WICCA, active);
    assertThat(mentions.kept).containsExactly("3 hecate@localhost");
  }

  @Test
  void too_many_mentions_are_none() {
    permit(CRONE, "count", "1");
    assertThat(said(CRONE, one("hag66") + one("hecate"))).doesNotContain("<mention");
    assertThat(said(CRONE, one("hag66"))).contains("<mention");
    assertThat(mentions.kept).containsExactly("2 hag66@localhost");
  }

  @Test
  void owners_say_who_may_and_everybody_learns_it() {
    coven.forget();
    permit(CRONE, "individual", "moderators");
    assertThat(coven.xml(HAG).toString())
        .contains("code='104'")
        .contains("<field var='mentions#individual'")
        .doesNotContain("mentions#count");
    assertThat(said(WICCA, one("hag66"))).doesNotContain("<mention");
    permit(CRONE, "channel", "none");
    assertThat(said(CRONE, EVERYBODY)).doesNotContain("<mention");
    permit(CRONE, "channel", "participants");
    assertThat(said(WICCA, EVERYBODY)).contains("<mention");
  }

  @Test
  void others_do_not() {
    coven.affiliate("wiccarocks@localhost", Affiliation.ADMIN, null);
    coven.forget();
    permit(WICCA, "individual", "none");
    permit(HAG, "individual", "none");
    assertThat(coven.seen(WICCA)).containsExactly("error forbidden");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
    permit(CRONE, "individual", "everybody");
    assertThat(coven.seen(CRONE)).containsExactly("error not-acceptable");
  }

  @Test
  void everybody_may_know() {
    coven.iq(HAG, ROOM, "get", "<query xmlns='urn:xmpp:mentions:0'/>");
    DataForm form = DataForm.in(coven.xml(HAG).getFirst().firstChild());
    assertThat(form.formType()).isEqualTo(NAMESPACE);
    assertThat(form.names())
        .containsExactly("mentions#count", "mentions#individual", "mentions#channel");
    assertThat(form.value("mentions#channel")).isEqualTo("moderators");
    coven.iq(HAG, ROOM, "get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
    assertThat(coven.xml(HAG).getFirst().toString())
        .contains("<feature var='urn:xmpp:mentions:0'/>")
        .contains("<feature var='urn:xmpp:mentions:0#channel'/>")
        .contains("mentions#individual");
  }
}

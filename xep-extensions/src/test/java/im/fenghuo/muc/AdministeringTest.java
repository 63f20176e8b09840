package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// XEP-0045 §8.2 to §8.5, §9, §10.3 to §10.8. The crone owns the room, Wicca administers it, Hag is
/// nobody in particular.
class AdministeringTest {

  private static final String HAG_BARE = "hag66@localhost";
  private static final String HECATE_BARE = "hecate@localhost";

  private TestRoom coven = new TestRoom().made();

  private void everybodyIsIn() {
    coven.affiliate("wiccarocks@localhost", Affiliation.ADMIN, null);
    coven.with(CRONE, "firstwitch").with(WICCA, "secondwitch").with(HAG, "thirdwitch");
    coven.forget();
  }

  private List<String> set(String session, String items) {
    coven.iq(session, ROOM, "set", query(items));
    return coven.seen(session);
  }

  private static String query(String items) {
    return "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>";
  }

  private List<String> list(String session, String item) {
    coven.iq(session, ROOM, "get", query(item));
    List<String> found = new ArrayList<>();
    for (Element iq : coven.xml(session)) {
      Element query = iq.child(Names.ADMIN, "query");
      if (iq.attribute("type").equals("error")) {
        found.add(iq.child("jabber:client", "error").firstChild().name());
      } else if (query != null) {
        query.children().forEach(each -> found.add(line(each)));
      }
    }
    return found;
  }

  private static String line(Element item) {
    return item.attribute("affiliation")
        + " "
        + item.attribute("jid")
        + " "
        + item.attribute("nick")
        + " "
        + item.attribute("role");
  }

  private Affiliation affiliation(String account) {
    return coven.room.affiliation(Jid.parse(account));
  }

  @Test
  void who_is_kicked_learns_it_before_the_moderator_and_the_others_after() {
    everybodyIsIn();
    coven.iq(
        CRONE,
        ROOM,
        "set",
        query("<item nick='thirdwitch' role='none'><reason>Avaunt!</reason></item>"));
    assertThat(coven.xml(HAG))
        .singleElement()
        .satisfies(presence -> {
          Element item = presence.child(Names.USER, "x").child(Names.USER, "item");
          assertThat(item.child(Names.USER, "reason").text()).isEqualTo("Avaunt!");
          assertThat(item.child(Names.USER, "actor").attribute("nick")).isEqualTo("firstwitch");
        });
    assertThat(coven.seen(CRONE))
        .containsExactly("result from " + ROOM, "unavailable thirdwitch none/none " + HAG + " 307");
    assertThat(coven.seen(WICCA))
        .containsExactly("unavailable thirdwitch none/none " + HAG + " 307");
    assertThat(coven.room.occupants().named("thirdwitch")).isNull();
  }

  @Test
  void a_moderator_does_not_kick_who_stands_higher() {
    everybodyIsIn();
    assertThat(set(WICCA, "<item nick='firstwitch' role='none'/>"))
        .containsExactly("error not-allowed");
    assertThat(set(HAG, "<item nick='secondwitch' role='none'/>"))
        .containsExactly("error forbidden");
    assertThat(set(WICCA, "<item nick='fourthwitch' role='none'/>"))
        .containsExactly("error item-not-found");
  }

  @Test
  void voice_is_granted_and_revoked() {
    everybodyIsIn();
    assertThat(set(WICCA, "<item nick='thirdwitch' role='visitor'/>"))
        .containsExactly("result from " + ROOM, "thirdwitch none/visitor " + HAG);
    assertThat(coven.seen(HAG)).containsExactly("thirdwitch none/visitor 110");
    assertThat(list(WICCA, "<item role='visitor'/>"))
        .containsExactly("none " + HAG + " thirdwitch visitor");
    set(WICCA, "<item nick='thirdwitch' role='participant'/>");
    assertThat(list(WICCA, "<item role='participant'/>"))
        .containsExactly("none " + HAG + " thirdwitch participant");
  }

  @Test
  void moderators_are_made_by_admins() {
    everybodyIsIn();
    set(WICCA, "<item nick='thirdwitch' role='moderator'/>");
    assertThat(coven.seen(HAG))
        .containsExactly(
            "thirdwitch none/moderator " + HAG + " 110",
            "firstwitch owner/moderator " + CRONE,
            "secondwitch admin/moderator " + WICCA);
    assertThat(list(HAG, "<item role='moderator'/>")).containsExactly("forbidden");
    assertThat(list(HAG, "<item role='visitor'/>")).isEmpty();
    assertThat(list(WICCA, "<item role='moderator'/>")).hasSize(3);
    assertThat(set(WICCA, "<item nick='secondwitch' role='participant'/>"))
        .containsExactly("error not-allowed");
  }

  @Test
  void who_is_banned_goes_and_does_not_come_back() {
    everybodyIsIn();
    coven.affiliate(HAG_BARE, Affiliation.MEMBER, "thirdwitch");
    coven.forget();
    assertThat(
            set(
                WICCA,
                "<item affiliation='outcast' jid='hag66@localhost/pda'>"
                    + "<reason>Treason</reason></item>"))
        .containsExactly(
            "result from " + ROOM, "unavailable thirdwitch outcast/none " + HAG + " 301");
    assertThat(coven.seen(HAG)).containsExactly("unavailable thirdwitch outcast/none 110 301");
    coven.enters(HAG, "thirdwitch");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
    assertThat(list(WICCA, "<item affiliation='outcast'/>"))
        .containsExactly("outcast " + HAG_BARE + " null null");
    assertThat(coven.room.affiliations().withNickname("thirdwitch")).isNull();
    assertThat(list(HAG, "<item affiliation='outcast'/>")).containsExactly("forbidden");
    set(WICCA, "<item affiliation='none' jid='hag66@localhost'/>");
    coven.enters(HAG, "thirdwitch");
    assertThat(coven.seen(HAG)).contains("thirdwitch none/participant 110");
  }

  @Test
  void a_whole_domain_is_banned_but_for_those_who_belong_to_the_room() {
    everybodyIsIn();
    coven.with("spy@evil.example/x", "spy");
    coven.forget();
    set(CRONE, "<item affiliation='outcast' jid='evil.example'/>");
    assertThat(coven.seen("spy@evil.example/x"))
        .containsExactly("unavailable spy outcast/none 110 301");
    set(CRONE, "<item affiliation='outcast' jid='localhost'/>");
    assertThat(coven.seen(HAG)).contains("unavailable thirdwitch outcast/none 110 301");
    assertThat(affiliation("wiccarocks@localhost")).isEqualTo(Affiliation.ADMIN);
  }

  @Test
  void nobody_bans_themselves_or_who_stands_higher() {
    everybodyIsIn();
    assertThat(set(WICCA, "<item affiliation='outcast' jid='crone1@localhost'/>"))
        .containsExactly("error not-allowed");
    assertThat(set(CRONE, "<item affiliation='outcast' jid='crone1@localhost'/>"))
        .containsExactly("error conflict");
    assertThat(set(WICCA, "<item affiliation='outcast' jid='wiccarocks@localhost'/>"))
        .containsExactly("error conflict");
    assertThat(set(HAG, "<item affiliation='outcast' jid='hecate@localhost'/>"))
        .containsExactly("error forbidden");
  }

  @Test
  void nothing_happens_unless_all_of_it_may() {
    everybodyIsIn();
    assertThat(
            set(
                WICCA,
                "<item affiliation='outcast' jid='hecate@localhost'/>"
                    + "<item nick='thirdwitch' role='none'/>"
                    + "<item affiliation='outcast' jid='crone1@localhost'/>"))
        .containsExactly("error not-allowed");
    assertThat(affiliation(HECATE_BARE)).isEqualTo(Affiliation.NONE);
    assertThat(coven.seen(HAG)).isEmpty();
  }

  @Test
  void members_come_and_go() {
    everybodyIsIn();
    assertThat(set(WICCA, "<item affiliation='member' jid='hag66@localhost' nick='thirdwitch'/>"))
        .containsExactly("result from " + ROOM, "thirdwitch member/participant " + HAG);
    assertThat(list(WICCA, "<item affiliation='member'/>"))
        .containsExactly("member " + HAG_BARE + " thirdwitch participant");
    assertThat(set(WICCA, "<item affiliation='member' jid='hecate@localhost' nick='thirdwitch'/>"))
        .containsExactly("error conflict");
    set(WICCA, "<item affiliation='member' jid='hag66@localhost' nick=''/>");
    assertThat(coven.room.affiliations().nickname(Jid.parse(HAG_BARE))).isNull();
    assertThat(set(WICCA, "<item affiliation='none' jid='hag66@localhost'/>"))
        .containsExactly("result from " + ROOM, "thirdwitch none/participant " + HAG);
    assertThat(list(WICCA, "<item affiliation='member'/>")).isEmpty();
  }

  @Test
  void who_is_no_member_any_more_leaves_a_room_for_members() {
    coven = new TestRoom().made(room -> room.with(RoomOptions.MEMBERS_ONLY, true));
    coven.affiliate(HAG_BARE, Affiliation.MEMBER, null);
    everybodyIsIn();
    set(WICCA, "<item affiliation='none' jid='hag66@localhost'/>");
    assertThat(coven.seen(HAG)).containsExactly("unavailable thirdwitch none/none 110 321");
    assertThat(coven.seen(CRONE))
        .containsExactly("unavailable thirdwitch none/none " + HAG + " 321");
    set(WICCA, "<item affiliation='member' jid='hecate@localhost'/>");
    assertThat(coven.xml(HECATE_BARE))
        .singleElement()
        .satisfies(message ->
            assertThat(message.child(Names.USER, "x").child(Names.USER, "invite").attribute("from"))
                .isEqualTo(ROOM + "/secondwitch"));
  }

  @Test
  void those_who_see_jids_learn_of_the_affiliations_of_others_who_are_not_here() {
    everybodyIsIn();
    set(CRONE, "<item affiliation='admin' jid='hecate@localhost'/>");
    assertThat(coven.xml(WICCA))
        .singleElement()
        .satisfies(message -> {
          Element item = message.child(Names.USER, "x").child(Names.USER, "item");
          assertThat(message.name()).isEqualTo("message");
          assertThat(line(item)).isEqualTo("admin hecate@localhost null none");
        });
    assertThat(coven.seen(HAG)).isEmpty();
  }

  @Test
  void a_room_keeps_an_owner_who_may_hand_it_on() {
    everybodyIsIn();
    assertThat(set(CRONE, "<item affiliation='admin' jid='crone1@localhost'/>"))
        .containsExactly("error conflict");
    assertThat(
            set(
                CRONE,
                "<item affiliation='owner' jid='hag66@localhost'/>"
                    + "<item affiliation='member' jid='crone1@localhost'/>"))
        .startsWith("result from " + ROOM, "thirdwitch owner/moderator");
    assertThat(affiliation("crone1@localhost")).isEqualTo(Affiliation.MEMBER);
  }

  @Test
  void only_owners_edit_the_lists_of_admins_and_owners() {
    everybodyIsIn();
    assertThat(set(WICCA, "<item affiliation='admin' jid='hecate@localhost'/>"))
        .containsExactly("error forbidden");
    assertThat(set(WICCA, "<item affiliation='none' jid='crone1@localhost'/>"))
        .containsExactly("error forbidden");
    assertThat(list(WICCA, "<item affiliation='admin'/>")).containsExactly("forbidden");
    assertThat(list(CRONE, "<item affiliation='owner'/>"))
        .containsExactly("owner crone1@localhost firstwitch moderator");
    assertThat(list(CRONE, "<item affiliation='admin'/>"))
        .containsExactly("admin wiccarocks@localhost secondwitch moderator");
  }

  @Test
  void members_see_each_other_where_jids_are_no_secret() {
    everybodyIsIn();
    coven.affiliate(HECATE_BARE, Affiliation.MEMBER, null);
    coven.forget();
    assertThat(list(HAG, "<item affiliation='member'/>")).containsExactly("forbidden");
    assertThat(list(HECATE, "<item affiliation='member'/>")).containsExactly("forbidden");
    coven.configure(room -> room.with(RoomOptions.WHOIS, Whois.ANYONE));
    coven.forget();
    List<String> members = List.of("member hecate@localhost null null");
    assertThat(list(HAG, "<item affiliation='member'/>")).isEqualTo(members);
    assertThat(list(HECATE, "<item affiliation='member'/>")).isEqualTo(members);
    assertThat(list(HECATE, "<item affiliation='owner'/>")).hasSize(1);
    assertThat(list(HECATE, "<item affiliation='outcast'/>")).containsExactly("forbidden");
    assertThat(list("spy@evil.example/x", "<item affiliation='member'/>"))
        .containsExactly("forbidden");
  }

  @Test
  void requests_that_make_no_sense_are_refused() {
    everybodyIsIn();
    for (String items :
        List.of(
            "",
            "<item/>",
            "<item affiliation='king' jid='hag66@localhost'/>",
            "<item affiliation='member' role='participant' jid='hag66@localhost'/>",
            "<item affiliation='member'/>",
            "<item role='participant'/>")) {
      assertThat(set(CRONE, items)).as(items).containsExactly("error bad-request");
    }
    assertThat(set(CRONE, "<item affiliation='member' jid='a@b@c'/>"))
        .containsExactly("error jid-malformed");
    assertThat(list(CRONE, "<item affiliation='none'/>")).containsExactly("bad-request");
  }
}

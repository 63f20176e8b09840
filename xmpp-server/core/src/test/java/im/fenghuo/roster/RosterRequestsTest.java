package im.fenghuo.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 6121 §2.
class RosterRequestsTest {

  private final TestNode node = new TestNode(new RosterLimits(3, 2, 2), _ -> {});
  private TestSession romeo;

  @BeforeEach
  void somebody() {
    romeo = node.session("romeo@localhost/garden");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String get(String attributes) {
    return "<iq type='get' id='get'><query xmlns='jabber:iq:roster' " + attributes + "/></iq>";
  }

  private static String set(String items) {
    return "<iq type='set' id='set'><query xmlns='jabber:iq:roster'>" + items + "</query></iq>";
  }

  private List<String> answer(String stanza) {
    return romeo.send(stanza).lines();
  }

  private Element query(String stanza) {
    return romeo.send(stanza).received().getLast().firstChild();
  }

  @Test
  void an_empty_roster_has_a_version_too() {
    Element roster = query(get(""));

    assertThat(roster.children()).isEmpty();
    assertThat(roster.attribute("ver")).isEqualTo("0");
  }

  @Test
  void a_contact_is_added_changed_and_removed() {
    romeo.interested();
    assertThat(answer(set("<item jid='juliet@localhost' name='Juliet'><group>A</group></item>")))
        .containsExactly("push juliet@localhost none", "iq result set");
    Element item = query(get("")).firstChild();
    assertThat(item.attribute("name")).isEqualTo("Juliet");
    assertThat(item.children()).extracting(Element::text).containsExactly("A");

    answer(set("<item jid='juliet@localhost'><group>B</group><group>C</group></item>"));
    item = query(get("")).firstChild();
    assertThat(item.attribute("name")).isNull();
    assertThat(item.children()).extracting(Element::text).containsExactly("B", "C");

    assertThat(answer(set("<item jid='juliet@localhost' subscription='remove'/>")))
        .containsExactly("push juliet@localhost remove", "iq result set");
    assertThat(query(get("")).children()).isEmpty();
  }

  @Test
  void what_is_the_servers_to_say_is_ignored() {
    romeo.interested();
    assertThat(
            answer(
                set("<item jid='j@localhost' subscription='both' ask='subscribe' approved='1'/>")))
        .containsExactly("push j@localhost none", "iq result set");
    assertThat(answer(set("<item jid='j@localhost' subscription='foobar'/>")))
        .containsExactly("push j@localhost none", "iq result set");
  }

  @Test
  void pushes_go_to_all_who_have_the_roster_and_to_nobody_else() {
    TestSession interested = node.session("romeo@localhost/orchard").interested();
    TestSession available = node.session("romeo@localhost/chapel").available();

    answer(set("<item jid='juliet@localhost'/>"));

    assertThat(interested.lines()).containsExactly("push juliet@localhost none");
    assertThat(available.lines()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | bad-request",
        "<item jid='a@b'/><item jid='c@d'/> | bad-request",
        "<item/> | bad-request",
        "<other/> | bad-request",
        "<item jid='@'/> | jid-malformed",
        "<item jid='a@b'><group/></item> | not-acceptable",
        "<item jid='a@b'><group>x</group><group>x</group></item> | bad-request",
        "<item jid='romeo@localhost'/> | not-allowed",
        "<item jid='romeo@localhost/else'/> | not-allowed",
        "<item jid='nobody@localhost' subscription='remove'/> | item-not-found",
      })
  void a_bad_request(String items, String condition) {
    assertThat(answer(set(items))).containsExactly("iq error set: " + condition);
    assertThat(query(get("")).attribute("ver")).isEqualTo("0");
  }

  @Test
  void names_are_not_endless() {
    String name = "x".repeat(1024);

    assertThat(answer(set("<item jid='a@b' name='" + name + "'/>")))
        .containsExactly("iq error set: not-acceptable");
    assertThat(answer(set("<item jid='a@b'><group>" + name + "</group></item>")))
        .containsExactly("iq error set: not-acceptable");
  }

  @Test
  void a_roster_is_not_endless() {
    for (String contact : List.of("a@b", "c@d", "e@f")) {
      answer(set("<item jid='" + contact + "'/>"));
    }
    assertThat(answer(set("<item jid='g@h'/>")))
        .containsExactly("iq error set: resource-constraint");
    assertThat(answer(set("<item jid='a@b' name='still'/>"))).containsExactly("iq result set");
  }

  @Test
  void other_peoples_rosters_are_theirs() {
    node.account("juliet@localhost");

    assertThat(
            answer(
                "<iq type='set' id='1' to='juliet@localhost'><query xmlns='jabber:iq:roster'>"
                    + "<item jid='a@b'/></query></iq>"))
        .containsExactly("iq error 1: forbidden");
    assertThat(
            answer(
                "<iq type='get' id='2' to='juliet@localhost'>"
                    + "<query xmlns='jabber:iq:roster'/></iq>"))
        .containsExactly("iq error 2: service-unavailable");
    assertThat(
            answer(
                "<iq type='get' id='3' to='romeo@localhost'>"
                    + "<query xmlns='jabber:iq:roster'/></iq>"))
        .containsExactly("iq result 3");
  }

  @Test
  void removal_ends_the_subscriptions_in_both_directions() {
    romeo.interested().available();
    TestSession juliet = node.session("juliet@localhost/balcony").interested().available();
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    node.settle();
    juliet.send(
        "<presence to='romeo@localhost' type='subscribed'/>",
        "<presence to='romeo@localhost' type='subscribe'/>");
    node.settle();
    romeo.send("<presence to='juliet@localhost' type='subscribed'/>");
    romeo.received();
    juliet.received();

    assertThat(answer(set("<item jid='juliet@localhost' subscription='remove'/>")))
        .startsWith("push juliet@localhost remove", "iq result set")
        .contains("presence unavailable from juliet@localhost/balcony");
    assertThat(juliet.lines())
        .containsExactly(
            "presence unsubscribe from romeo@localhost",
            "push romeo@localhost to",
            "presence unavailable from romeo@localhost/garden",
            "presence unsubscribed from romeo@localhost",
            "push romeo@localhost none");
  }

  @Test
  void who_knows_a_version_gets_what_has_changed_since() {
    answer(set("<item jid='a@b'/>"));
    answer(set("<item jid='c@d'/>"));
    answer(set("<item jid='e@f'/>"));
    String known = query(get("")).attribute("ver");
    answer(set("<item jid='c@d' name='1'/>"));
    answer(set("<item jid='a@b' subscription='remove'/>"));
    answer(set("<item jid='c@d' name='2'/>"));

    List<Element> received = romeo.send(get("ver='" + known + "'")).received();

    assertThat(received.getFirst().attribute("type")).isEqualTo("result");
    assertThat(received.getFirst().children()).isEmpty();
    assertThat(received.subList(1, received.size()))
        .extracting(push -> push.firstChild().firstChild().attribute("jid"))
        .containsExactly("a@b", "c@d");
    assertThat(received.getLast().firstChild().attribute("ver")).isEqualTo("6");
    assertThat(answer(get("ver='6'"))).containsExactly("iq result get");
  }

  @Test
  void a_version_that_nobody_gave_brings_the_whole_roster() {
    answer(set("<item jid='a@b'/>"));

    for (String version : List.of("", "7", "-1", "abc")) {
      assertThat(query(get("ver='" + version + "'")).children()).hasSize(1);
    }
  }

  @Test
  void streams_announce_versions_and_approval_in_advance() {
    assertThat(node.registry().streamFeatures(Registrar.Stage.AFTER_AUTHENTICATION, "localhost"))
        .extracting(Element::namespace)
        .containsExactly("urn:xmpp:features:rosterver", "urn:xmpp:features:pre-approval");
  }

  @Test
  void nothing_changes_that_was_not_stored() {
    romeo.interested();
    node.rosters().fail(true);
    assertThat(answer(set("<item jid='a@b'/>")))
        .containsExactly("iq error set: resource-constraint");
    node.rosters().fail(false);
    assertThat(query(get("")).children()).isEmpty();
  }
}

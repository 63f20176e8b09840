package im.fenghuo.xep.xep0191blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestRoute;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xep0191BlockingTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("xep0191", Xep0191Blocking.class, "schema/0001-blocked.sql"));

  private static int accounts;

  private TestServer server;
  private TestAccount juliet;
  private TestSession chamber;
  private TestSession balcony;

  @BeforeEach
  void connect() {
    server = new TestServer().install(new Xep0191Blocking(DATABASE.db()));
    juliet = new TestAccount("juliet@localhost", DATABASE.account("juliet" + accounts++));
    server.load(juliet);
    juliet.contact("romeo@localhost", Subscription.BOTH);
    juliet.contact("nurse@localhost", Subscription.BOTH);
    chamber = juliet.connect("chamber").available();
    balcony = juliet.connect("balcony");
  }

  private Iq ask(TestSession session, String type, String content) {
    return server.ask(
        session,
        Target.ACCOUNT,
        "<iq xmlns='jabber:client' id='1' type='%s'>%s</iq>".formatted(type, content));
  }

  private Iq block(String... jids) {
    return ask(chamber, "set", element("block", jids));
  }

  private Iq unblock(String... jids) {
    return ask(chamber, "set", element("unblock", jids));
  }

  private String list() {
    return ask(chamber, "get", "<blocklist xmlns='urn:xmpp:blocking'/>").payload().toString();
  }

  private static String element(String name, String... jids) {
    StringBuilder items = new StringBuilder();
    for (String jid : jids) {
      items.append("<item jid='").append(jid).append("'/>");
    }
    return "<%1$s xmlns='urn:xmpp:blocking'>%2$s</%1$s>".formatted(name, items);
  }

  private static Stanza stanza(String xml) {
    try {
      return Stanza.of(XmlParser.create().parse(xml));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Message message(String from, String to) {
    return (Message)
        stanza(
            "<message xmlns='jabber:client' from='%s' to='%s'><body>a</body></message>"
                .formatted(from, to));
  }

  private static Iq iq(String type) {
    return (Iq)
        stanza(
            "<iq xmlns='jabber:client' id='1' type='%s' from='romeo@localhost/a' to='juliet@localhost'><a/></iq>"
                .formatted(type));
  }

  private <S extends Stanza> Verdict<S> received(S stanza) {
    return server.received(Phase.CHECK, stanza, TestRoute.received(juliet, null));
  }

  @Test
  void the_list_is_what_was_blocked() {
    assertThat(list()).isEqualTo("<blocklist xmlns='urn:xmpp:blocking'/>");
    assertThat(block("romeo@localhost", "iago@shakespeare.lit").isError()).isFalse();
    assertThat(list())
        .isEqualTo(
            "<blocklist xmlns='urn:xmpp:blocking'><item jid='iago@shakespeare.lit'/>"
                + "<item jid='romeo@localhost'/></blocklist>");
    unblock("romeo@localhost");
    assertThat(list())
        .isEqualTo(
            "<blocklist xmlns='urn:xmpp:blocking'><item jid='iago@shakespeare.lit'/></blocklist>");
    unblock();
    assertThat(list()).isEqualTo("<blocklist xmlns='urn:xmpp:blocking'/>");
  }

  @Test
  void the_list_is_kept() {
    block("romeo@localhost");
    TestAccount again = server.load(new TestAccount("juliet@localhost", juliet.id()));
    assertThat(
            server
                .ask(
                    again.connect("new"),
                    Target.ACCOUNT,
                    "<iq xmlns='jabber:client' id='1' type='get'><blocklist xmlns='urn:xmpp:blocking'/></iq>")
                .toString())
        .contains("romeo@localhost");
  }

  @Test
  void changes_are_pushed_to_those_who_asked_for_the_list() {
    list();
    chamber.received();
    block("tybalt@localhost");
    unblock();
    assertThat(chamber.received())
        .extracting(push -> push.attribute("type") + push.firstChild())
        .containsExactly(
            "set<block xmlns='urn:xmpp:blocking'><item jid='tybalt@localhost'/></block>",
            "set<unblock xmlns='urn:xmpp:blocking'/>");
    assertThat(balcony.received()).isEmpty();
  }

  @Test
  void a_request_that_makes_no_sense_changes_nothing() {
    assertThat(block().toString()).contains("<bad-request ");
    assertThat(ask(chamber, "set", "<block xmlns='urn:xmpp:blocking'><item/></block>").toString())
        .contains("<bad-request ");
    assertThat(block("romeo@localhost", "@").toString()).contains("<jid-malformed ");
    assertThat(list()).doesNotContain("romeo");
  }

  @Test
  void who_is_blocked_sees_the_user_go_and_who_is_unblocked_sees_the_user_come() {
    block("romeo@localhost", "stranger@localhost");
    assertThat(juliet.routed())
        .singleElement()
        .hasToString(
            "<presence xmlns='jabber:client' type='unavailable' from='juliet@localhost/chamber'"
                + " to='romeo@localhost'/>");
    juliet.routed().clear();
    block("romeo@localhost");
    assertThat(juliet.routed()).isEmpty();
    unblock();
    assertThat(juliet.routed())
        .singleElement()
        .hasToString(
            "<presence xmlns='jabber:client' from='juliet@localhost/chamber' to='romeo@localhost'/>");
  }

  @Test
  void a_single_resource_that_is_blocked_sees_the_user_go_and_come() {
    block("romeo@localhost/orchard", "stranger@localhost/a");
    assertThat(juliet.routed())
        .singleElement()
        .hasToString(
            "<presence xmlns='jabber:client' type='unavailable' from='juliet@localhost/chamber'"
                + " to='romeo@localhost/orchard'/>");
    juliet.routed().clear();
    block("romeo@localhost");
    assertThat(juliet.routed())
        .extracting(presence -> presence.element().attribute("to"))
        .containsExactly("romeo@localhost");
    juliet.routed().clear();
    unblock("romeo@localhost/orchard");
    assertThat(juliet.routed()).isEmpty();
    unblock();
    assertThat(juliet.routed())
        .extracting(presence -> presence.element().attribute("to"))
        .containsExactly("romeo@localhost");
  }

  @Test
  void what_comes_from_the_blocked_is_answered_as_if_nobody_were_there() {
    block("romeo@localhost");
    Verdict<Message> verdict = received(message("romeo@localhost/a", "juliet@localhost"));
    assertThat(((Verdict.Bounce<Message>) verdict).error().toElement().toString())
        .contains("<service-unavailable ");
    assertThat(received(iq("get"))).isInstanceOf(Verdict.Bounce.class);
    assertThat(received(iq("result"))).isInstanceOf(Verdict.Drop.class);
    Presence presence =
        (Presence)
            stanza(
                "<presence xmlns='jabber:client' from='romeo@localhost/a' to='juliet@localhost'/>");
    assertThat(received(presence)).isInstanceOf(Verdict.Drop.class);
    assertThat(received(message("nurse@localhost/a", "juliet@localhost")))
        .isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void what_goes_to_the_blocked_comes_back_with_the_reason() {
    block("localhost");
    Verdict<Message> verdict =
        server.sent(
            Phase.CHECK,
            message("juliet@localhost/chamber", "romeo@localhost"),
            TestRoute.sent(chamber, null));
    assertThat(((Verdict.Bounce<Message>) verdict).error().toElement().toString())
        .contains(
            "type='cancel'", "<not-acceptable ", "<blocked xmlns='urn:xmpp:blocking:errors'/>");
  }

  @Test
  void nobody_is_cut_off_from_oneself() {
    block("juliet@localhost", "localhost");
    assertThat(received(message("juliet@localhost/balcony", "juliet@localhost")))
        .isInstanceOf(Verdict.Pass.class);
  }
}

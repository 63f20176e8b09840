package im.fenghuo.xep.xep0280carbons;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestRoute;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.xep.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0280CarbonsTest {

  private final TestServer server = new TestServer().install(new Xep0280Carbons());
  private final TestAccount romeo = new TestAccount("romeo@localhost", 1);
  private final TestSession garden = romeo.connect("garden");
  private final TestSession home = romeo.connect("home");

  private void enable(TestSession session) {
    assertThat(server.ask(session, Target.ACCOUNT, iq("enable")).isError()).isFalse();
  }

  private static String iq(String name) {
    return "<iq xmlns='jabber:client' id='1' type='set'><%s xmlns='urn:xmpp:carbons:2'/></iq>"
        .formatted(name);
  }

  private static Message message(String attributes, String content) {
    try {
      return Message.of(
          XmlParser.create()
              .parse(
                  "<message xmlns='jabber:client' %s>%s</message>".formatted(attributes, content)));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Message sent(String content) {
    return message(
        "from='romeo@localhost/garden' to='juliet@localhost/balcony' type='chat' id='m1'", content);
  }

  private static Message received(String attributes, String content) {
    return message(
        "from='juliet@localhost/balcony' to='romeo@localhost/garden' " + attributes, content);
  }

  private void send(Message message) {
    server.sent(Phase.COPY, message, TestRoute.sent(garden, null));
  }

  private void receive(Message message, Session... recipients) {
    server.received(Phase.COPY, message, TestRoute.received(romeo, null, recipients));
  }

  @Test
  void what_a_resource_sends_is_copied_to_the_others() {
    enable(garden);
    enable(home);
    send(sent("<body>Neither, fair saint.</body>"));
    assertThat(garden.received()).isEmpty();
    assertThat(home.received())
        .singleElement()
        .hasToString(
            "<message xmlns='jabber:client' from='romeo@localhost' to='romeo@localhost/home'"
                + " type='chat'><sent xmlns='urn:xmpp:carbons:2'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                + "<message xmlns='jabber:client' from='romeo@localhost/garden'"
                + " to='juliet@localhost/balcony' type='chat' id='m1'>"
                + "<body>Neither, fair saint.</body></message></forwarded></sent></message>");
  }

  @Test
  void the_copy_of_what_was_sent_tells_the_archive_id() {
    enable(home);
    server.sent(Phase.COPY, sent("<body>a</body>"), TestRoute.sent(garden, "5-abc"));
    assertThat(home.received().toString())
        .contains("<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@localhost' id='5-abc'/>");
  }

  @Test
  void what_a_resource_receives_is_copied_to_those_that_did_not() {
    enable(home);
    TestSession tomb = romeo.connect("tomb");
    enable(tomb);
    receive(received("type='chat'", "<body>What man art thou?</body>"), garden, home);
    assertThat(home.received()).isEmpty();
    assertThat(garden.received()).isEmpty();
    assertThat(tomb.received().toString())
        .contains("<received xmlns='urn:xmpp:carbons:2'>", "to='romeo@localhost/tomb'");
  }

  @Test
  void who_has_not_asked_or_asks_no_more_gets_no_copies() {
    send(sent("<body>a</body>"));
    assertThat(home.received()).isEmpty();
    enable(home);
    server.ask(home, Target.ACCOUNT, iq("disable"));
    send(sent("<body>a</body>"));
    assertThat(home.received()).isEmpty();
  }

  @Test
  void carbons_are_enabled_with_the_resource() {
    Element enable = Element.of("urn:xmpp:carbons:2", "enable").build();
    assertThat(server.bind(enable, home)).isEmpty();
    send(sent("<body>a</body>"));
    assertThat(home.received()).hasSize(1);
  }

  @Test
  void nobody_enables_carbons_of_others() {
    assertThat(server.askAs("juliet@localhost/balcony", romeo, iq("enable")).toString())
        .contains("<not-allowed ");
  }

  @Test
  void what_is_sent_to_oneself_is_not_copied_twice() {
    enable(home);
    Message toSelf =
        message(
            "from='romeo@localhost/garden' to='romeo@localhost/home' type='chat'",
            "<body>a</body>");
    send(toSelf);
    receive(toSelf, home);
    assertThat(home.received()).isEmpty();
    enable(garden);
    receive(toSelf, home);
    assertThat(garden.received()).isEmpty();
  }

  @Test
  void the_rules_say_what_is_copied() {
    String chat = "type='chat'";
    assertCopied(true, chat, "<body>a</body>");
    assertCopied(true, chat, "<active xmlns='http://jabber.org/protocol/chatstates'/>");
    assertCopied(true, "", "<body>a</body>");
    assertCopied(false, "", "<subject>a</subject>");
    assertCopied(true, "", "<received xmlns='urn:xmpp:receipts' id='1'/>");
    assertCopied(true, "", "<displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>");
    assertCopied(false, "type='headline'", "<body>a</body>");
    assertCopied(false, "type='groupchat'", "<body>a</body>");
    assertCopied(false, chat, "<body>a</body><private xmlns='urn:xmpp:carbons:2'/>");
    assertCopied(false, chat, "<body>a</body><no-copy xmlns='urn:xmpp:hints'/>");
    assertCopied(true, "", "<x xmlns='jabber:x:conference' jid='room@localhost'/>");
    assertCopied(
        true, "", "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@b'/></x>");
    assertCopied(false, chat, "<body>a</body><x xmlns='http://jabber.org/protocol/muc#user'/>");
  }

  private void assertCopied(boolean expected, String attributes, String content) {
    enable(home);
    receive(received(attributes, content), garden);
    assertThat(home.received().size()).as(attributes + content).isEqualTo(expected ? 1 : 0);
  }

  @Test
  void an_error_is_copied_when_what_it_answers_was() {
    enable(home);
    List<String> ids = List.of("m1", "other");
    send(sent("<body>a</body>"));
    home.received();
    for (String id : ids) {
      receive(received("type='error' id='" + id + "'", "<error type='cancel'/>"), garden);
    }
    assertThat(home.received()).singleElement().asString().contains("id='m1'");
  }

  @Test
  void ids_that_no_client_makes_are_not_remembered() {
    assertThat(RecentIds.NONE.with("a".repeat(256)).ids()).hasSize(1);
    assertThat(RecentIds.NONE.with("a".repeat(257)).ids()).isEmpty();
  }
}

package im.fenghuo.xep.xep0359stanzaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestRoute;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0359StanzaIdTest {

  private final TestRoom room = new TestRoom();
  private final TestServer server = new TestServer().install(new Xep0359StanzaId(room.rooms));
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);

  private static Message message(String content) {
    try {
      return Message.of(
          XmlParser.create()
              .parse(
                  "<message xmlns='jabber:client' from='romeo@localhost/a' to='juliet@localhost'>%s</message>"
                      .formatted(content)));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String id(String by) {
    return "<stanza-id xmlns='urn:xmpp:sid:0' id='1' by='" + by + "'/>";
  }

  private String received(Phase phase, String archiveId, String content) {
    Verdict<Message> verdict =
        server.received(phase, message(content), TestRoute.received(juliet, archiveId));
    return ((Verdict.Pass<Message>) verdict).stanza().toString();
  }

  @Test
  void an_id_in_the_accounts_name_is_removed_whoever_sends_it() {
    String content = id("juliet@localhost") + id("Juliet@LOCALHOST") + id("room@muc.localhost");
    assertThat(received(Phase.CHECK, null, content))
        .contains("by='room@muc.localhost'")
        .doesNotContainIgnoringCase("by='juliet");
    Verdict<Message> sent =
        server.sent(Phase.CHECK, message(content), TestRoute.sent(juliet.connect("balcony"), null));
    assertThat(((Verdict.Pass<Message>) sent).stanza().toString())
        .doesNotContainIgnoringCase("by='juliet");
  }

  @Test
  void ids_of_others_and_of_the_origin_stay() {
    String content =
        "<origin-id xmlns='urn:xmpp:sid:0' id='1'/>" + id("juliet@localhost/balcony") + id("@");
    assertThat(received(Phase.CHECK, null, content)).contains(content);
  }

  @Test
  void what_is_archived_tells_its_id() {
    assertThat(received(Phase.MARK, "412-1k8z3f", "<body>a</body>"))
        .contains("<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='412-1k8z3f'/>");
    assertThat(received(Phase.MARK, null, "<body>a</body>")).doesNotContain("stanza-id");
  }

  @Test
  void a_room_says_what_its_archive_calls_a_message_and_nobody_else_does() {
    room.made().with(TestRoom.HAG, "thirdwitch");
    room.message(
        TestRoom.HAG,
        TestRoom.ROOM,
        "groupchat",
        "<body>hello</body>" + id(TestRoom.ROOM) + id("elsewhere@muc.localhost"));
    assertThat(room.xml(TestRoom.HAG).getFirst().children())
        .filteredOn(child -> child.name().equals("stanza-id"))
        .extracting(child -> child.attribute("by"), child -> child.attribute("id"))
        .containsExactly(tuple("elsewhere@muc.localhost", "1"), tuple(TestRoom.ROOM, "1-test"));
    room.presence(TestRoom.HECATE, "hecate", "", "<x xmlns='http://jabber.org/protocol/muc'/>");
    assertThat(room.xml(TestRoom.HECATE).toString()).contains("id='1-test'");
  }
}

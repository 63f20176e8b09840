package im.fenghuo.xep.xep0334hints;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0334HintsTest {

  private static final String BODY = "<body>a</body>";

  private final TestServer server = new TestServer().install(new Xep0334Hints());

  private boolean isArchived(String type, String content) throws StanzaException {
    return server.isArchived(
        Message.of(
            XmlParser.create()
                .parse(
                    "<message xmlns='jabber:client' type='%s'>%s</message>"
                        .formatted(type, content.replace("/>", " xmlns='urn:xmpp:hints'/>")))));
  }

  @Test
  void hints_say_what_is_archived() throws StanzaException {
    assertThat(isArchived("chat", BODY)).isTrue();
    assertThat(isArchived("chat", BODY + "<no-copy/>")).isTrue();
    assertThat(isArchived("chat", BODY + "<store/>")).isTrue();
    assertThat(isArchived("chat", BODY + "<no-store/>")).isFalse();
    assertThat(isArchived("chat", BODY + "<no-permanent-store/>")).isFalse();
    assertThat(isArchived("chat", BODY + "<store/><no-store/>")).isFalse();
  }

  @Test
  void hints_in_errors_are_those_of_another_message() throws StanzaException {
    assertThat(isArchived("error", BODY + "<store/>")).isFalse();
  }

  @Test
  void a_hint_alone_is_nothing_to_keep() throws StanzaException {
    assertThat(isArchived("chat", "<no-copy/>")).isFalse();
  }
}

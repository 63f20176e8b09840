package im.fenghuo.xep.xep0334hints;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestRegistrar;
import im.fenghuo.api.xml.XmlParser;
import org.junit.jupiter.api.Test;

class Xep0334HintsTest {

  private final TestRegistrar server = new TestRegistrar().install(new Xep0334Hints());

  private Boolean isArchived(String type, String hints) throws StanzaException {
    return server.isArchived(
        Message.of(
            XmlParser.create()
                .parse(
                    "<message xmlns='jabber:client' type='%s'><body>a</body>%s</message>"
                        .formatted(type, hints.replace("/>", " xmlns='urn:xmpp:hints'/>")))));
  }

  @Test
  void hints_say_what_is_archived() throws StanzaException {
    assertThat(isArchived("chat", "")).isNull();
    assertThat(isArchived("chat", "<no-copy/>")).isNull();
    assertThat(isArchived("chat", "<store/>")).isTrue();
    assertThat(isArchived("chat", "<no-store/>")).isFalse();
    assertThat(isArchived("chat", "<no-permanent-store/>")).isFalse();
    assertThat(isArchived("chat", "<store/><no-store/>")).isFalse();
  }

  @Test
  void hints_in_errors_are_those_of_another_message() throws StanzaException {
    assertThat(isArchived("error", "<store/>")).isNull();
    assertThat(isArchived("error", "<no-store/>")).isNull();
  }

  @Test
  void a_hint_alone_is_nothing_to_keep() {
    assertThat(server.ephemeral()).contains("urn:xmpp:hints");
  }
}

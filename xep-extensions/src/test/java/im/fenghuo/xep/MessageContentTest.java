package im.fenghuo.xep;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.config.ConfigFile;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the archive thinks of the messages that clients exchange, with all extensions together.
class MessageContentTest {

  private static final String FALLBACK =
      "<fallback xmlns='urn:xmpp:fallback:0' for='%s'/><body>for others</body>";

  @TempDir private static Path data;
  private static TestServer server;

  @BeforeAll
  static void install() {
    server = new TestServer().dataAt(data);
    XepCatalog.all(
            new Services(null, null, null, null, server.directory(), Clock.systemUTC(), _ -> {}),
            ConfigFile.defaults(XepCatalog.SETTINGS)::extension)
        .forEach(server::install);
  }

  private static Message message(String content) throws StanzaException {
    return Message.of(
        XmlParser.create()
            .parse(
                "<message xmlns='jabber:client' type='chat' id='a'>%s</message>"
                    .formatted(content)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<body>a</body>",
        "<body>a</body><request xmlns='urn:xmpp:receipts'/>"
            + "<markable xmlns='urn:xmpp:chat-markers:0'/>",
        "<body>&gt; a&#10;b</body><reply xmlns='urn:xmpp:reply:0' to='a@b' id='c'/>"
            + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
            + "<body start='0' end='4'/></fallback>",
        "<encrypted xmlns='eu.siacs.conversations.axolotl'><header/><payload>a</payload>"
            + "</encrypted>",
        "<encrypted xmlns='urn:xmpp:omemo:2'><header/><payload>a</payload></encrypted>",
        "<x xmlns='jabber:x:oob'><url>https://localhost/a</url></x>",
        "<file-sharing xmlns='urn:xmpp:sfs:0'/>",
        "<body>call me</body><propose xmlns='urn:xmpp:jingle-message:0' id='a'/>",
      })
  void it_is_kept_and_something_to_read(String content) throws StanzaException {
    assertThat(server.isArchived(message(content))).isTrue();
    assertThat(server.isReadable(message(content))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<received xmlns='urn:xmpp:receipts' id='a'/>",
        "<displayed xmlns='urn:xmpp:chat-markers:0' id='a'/>",
        "<propose xmlns='urn:xmpp:jingle-message:0' id='a'/><store xmlns='urn:xmpp:hints'/>",
        "<finish xmlns='urn:xmpp:jingle-message:0' id='a'/><store xmlns='urn:xmpp:hints'/>",
        "<body>b</body><replace xmlns='urn:xmpp:message-correct:0' id='a'/>",
        "<encrypted xmlns='urn:xmpp:omemo:2'><header/><payload>a</payload></encrypted>"
            + "<replace xmlns='urn:xmpp:message-correct:0' id='a'/>",
        "<encrypted xmlns='eu.siacs.conversations.axolotl'><header/></encrypted>",
        "<encrypted xmlns='urn:xmpp:omemo:2'><header/></encrypted><body>for others</body>",
        "<reactions xmlns='urn:xmpp:reactions:0' id='a'><reaction>b</reaction></reactions>",
      })
  void it_is_kept_and_nothing_to_read(String content) throws StanzaException {
    assertThat(server.isArchived(message(content))).isTrue();
    assertThat(server.isReadable(message(content))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
        "<composing xmlns='http://jabber.org/protocol/chatstates'/>"
            + "<fallback xmlns='urn:xmpp:fallback:0' for='a'/>",
        "<received xmlns='urn:xmpp:receipts' id='a'/><no-store xmlns='urn:xmpp:hints'/>",
      })
  void it_is_not_kept(String content) throws StanzaException {
    assertThat(server.isArchived(message(content))).isFalse();
  }

  @Test
  void a_body_for_clients_that_do_not_know_better_is_no_text() throws StanzaException {
    assertThat(
            server.isReadable(
                message(
                    "<reactions xmlns='urn:xmpp:reactions:0' id='a'/>"
                        + FALLBACK.formatted("urn:xmpp:reactions:0"))))
        .isFalse();
    assertThat(
            server.isReadable(
                message(
                    "<file-sharing xmlns='urn:xmpp:sfs:0'/>"
                        + FALLBACK.formatted("urn:xmpp:sfs:0"))))
        .isTrue();
  }

  @Test
  void a_source_that_is_attached_later_is_the_same_file() throws StanzaException {
    assertThat(
            server.isReadable(
                message(
                    "<attach-to xmlns='urn:xmpp:message-attaching:1' id='a'/>"
                        + "<sources xmlns='urn:xmpp:sfs:0'/><x xmlns='jabber:x:oob'/>"
                        + FALLBACK.formatted("urn:xmpp:sfs:0"))))
        .isFalse();
  }
}

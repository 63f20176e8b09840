package im.fenghuo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the archive is told of a message.
class RegistryTest {

  private final Registry registry = new Registry(Set.of("localhost"), Set.of(), Instant.EPOCH, "1");

  @BeforeEach
  void setUp() {
    registry.install(on -> {
      on.readable(message -> message.element().has("urn:replace", "replace") ? false : null);
      on.readable(message -> message.element().has("urn:secret", "encrypted") ? true : null);
      on.references(
          message -> message.element().has("urn:file", "file") ? List.of("a") : List.of());
      on.references(
          message -> message.element().has("urn:file", "file") ? List.of("b") : List.of());
    });
  }

  private static Message message(String content) throws StanzaException {
    byte[] xml =
        ("<message xmlns='jabber:client'>" + content + "</message>")
            .getBytes(StandardCharsets.UTF_8);
    Element element = XmlParser.create().parse(xml, 0, xml.length, Scope.NONE);
    return Message.of(element);
  }

  @Test
  void a_body_is_something_to_read() throws StanzaException {
    assertThat(registry.isReadable(message("<body>hello</body>"))).isTrue();
    assertThat(registry.isReadable(message("<received xmlns='urn:receipts'/>"))).isFalse();
  }

  @Test
  void a_rule_makes_something_readable() throws StanzaException {
    assertThat(registry.isReadable(message("<encrypted xmlns='urn:secret'/>"))).isTrue();
  }

  @Test
  void a_rule_that_denies_it_has_the_last_word() throws StanzaException {
    String correction = "<body>hallo</body><replace xmlns='urn:replace'/>";
    assertThat(registry.isReadable(message(correction))).isFalse();
    assertThat(registry.isReadable(message(correction + "<encrypted xmlns='urn:secret'/>")))
        .isFalse();
  }

  @Test
  void all_that_a_message_refers_to_is_known() throws StanzaException {
    assertThat(registry.references(message("<file xmlns='urn:file'/>"))).containsExactly("a", "b");
    assertThat(registry.references(message("<body>hello</body>"))).isEmpty();
  }
}

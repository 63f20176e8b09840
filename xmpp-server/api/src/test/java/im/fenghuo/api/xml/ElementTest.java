package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementTest {

  private static final String MESSAGE =
      "<message to='juliet@example.com/balcony' type='chat' xml:lang='en'><body>a &lt; b</body>"
          + "<x xmlns='urn:x'><y/></x></message>";

  private final XmlParser parser = XmlParser.create();

  private Element parse(String xml) {
    byte[] bytes = xml.getBytes(UTF_8);
    return parser.parse(bytes, 0, bytes.length, Namespaces.CLIENT);
  }

  private static String written(Element element) {
    return new String(element.toBytes(Namespaces.CLIENT), UTF_8);
  }

  @Test
  void a_parsed_element_answers_what_it_is() {
    Element message = parse(MESSAGE);

    assertThat(message.is(Namespaces.CLIENT, "message")).isTrue();
    assertThat(message.attribute("type")).isEqualTo("chat");
    assertThat(message.attribute("id")).isNull();
    assertThat(message.lang()).isEqualTo("en");
    assertThat(message.attributes())
        .contains(new Attribute(Namespaces.XML, "lang", "en"), new Attribute("", "type", "chat"))
        .hasSize(3);
    assertThat(message.children()).extracting(Element::name).containsExactly("body", "x");
    assertThat(message.firstChild()).isEqualTo(message.child(Namespaces.CLIENT, "body"));
    assertThat(message.child(Namespaces.CLIENT, "body").text()).isEqualTo("a < b");
    assertThat(message.has("urn:x", "x")).isTrue();
    assertThat(message.has(Namespaces.CLIENT, "x")).isFalse();
    assertThat(message.text()).isEmpty();
  }

  @Test
  void a_stanza_is_written_as_it_came() {
    assertThat(written(parse(MESSAGE))).isEqualTo(MESSAGE);
  }

  @Test
  void a_changed_start_tag_and_an_added_child_keep_the_bytes_of_the_content() {
    // The quotes and the space show that these are the bytes which came.
    Element message = parse("<message><body  >\"hi\"</body><a b=\"c\"/></message>");

    Element changed =
        message
            .withAttribute("from", "romeo@example.com")
            .with(Element.of("urn:sid", "id").attribute("by", "us").build());

    assertThat(changed.raw()).isSameAs(message.raw()).isNotNull();
    assertThat(written(changed))
        .isEqualTo(
            "<message from='romeo@example.com'><body  >\"hi\"</body><a b=\"c\"/>"
                + "<id xmlns='urn:sid' by='us'/></message>");
  }

  @Test
  void removing_a_child_gives_up_the_bytes() {
    Element message = parse("<message><body  >hi</body><a/></message>");

    Element without = message.without(child -> child.name().equals("a"));

    assertThat(written(without)).isEqualTo("<message><body>hi</body></message>");
    assertThat(message.without(child -> false)).isSameAs(message);
  }

  @Test
  void a_child_that_was_serialised_before_is_written_as_it_is() {
    String child = "<message xmlns=\"jabber:client\"><body>a  b</body></message>";
    Element parent =
        Element.of("urn:xmpp:forward:0", "forwarded")
            .build()
            .withSerialized(child.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(parent)
        .hasToString("<forwarded xmlns='urn:xmpp:forward:0'>" + child + "</forwarded>");
  }

  @Test
  void a_child_that_was_serialised_before_is_read_when_somebody_looks() {
    Element child = Element.of("jabber:client", "message").attribute("id", "1").build();
    Element given = Element.of("urn:xmpp:forward:0", "forwarded").child(child).build();
    Element serialised =
        Element.of("urn:xmpp:forward:0", "forwarded").build().withSerialized(child.toBytes(""));
    assertThat(serialised).isEqualTo(given).hasSameHashCodeAs(given);
    assertThat(serialised.children()).containsExactly(child);
    assertThat(serialised.child("jabber:client", "message")).isEqualTo(child);
    assertThat(serialised.firstChild()).isEqualTo(child);
    assertThat(serialised.without(each -> each.name().equals("message")).children()).isEmpty();
    assertThat(serialised.text()).isEmpty();
  }
}

package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  @Test
  void an_element_is_put_together_step_by_step() {
    Element element =
        Element.of("urn:a", "a")
            .attribute("x", "1")
            .attribute("y", null)
            .attribute("x", "2")
            .lang("de")
            .text("one ")
            .text("two")
            .child(Element.of("urn:b", "b").build())
            .child("c", "three")
            .text("")
            .children(List.of(Element.of("urn:a", "d").build()))
            .build();

    assertThat(element)
        .hasToString(
            "<a xmlns='urn:a' x='2' xml:lang='de'>one two<b xmlns='urn:b'/><c>three</c><d/></a>")
        .isEqualTo(parser.parse(element.toString()));
    assertThat(element.text()).isEqualTo("one two");
    assertThat(element.children()).hasSize(3);
    assertThat(element.firstChild().is("urn:b", "b")).isTrue();
  }

  @Test
  void attributes_are_set_and_removed() {
    Element element = parse("<a b='1' c='2'/>");

    assertThat(element.withAttribute("b", "1")).isSameAs(element);
    assertThat(element.withAttribute("d", null)).isSameAs(element);
    assertThat(written(element.withAttribute("b", "3"))).isEqualTo("<a b='3' c='2'/>");
    assertThat(written(element.withAttribute("b", null))).isEqualTo("<a c='2'/>");
    assertThat(written(element.withAttribute("d", "4"))).isEqualTo("<a b='1' c='2' d='4'/>");
    assertThat(written(element)).isEqualTo("<a b='1' c='2'/>");
  }

  @Test
  void equality_is_by_meaning() {
    Element element = parse("<a b='1' c='2'>x<d/></a>");

    assertThat(parse("<p:a xmlns:p='jabber:client' c=\"2\" b='&#49;'>x<p:d></p:d></p:a>"))
        .isEqualTo(element)
        .hasSameHashCodeAs(element);
    assertThat(parse("<a b='1' c='2'>y<d/></a>")).isNotEqualTo(element);
    assertThat(parse("<a b='1' c='2'><d/>x</a>")).isNotEqualTo(element);
    assertThat(parse("<a b='1'>x<d/></a>")).isNotEqualTo(element);
    assertThat(parse("<a b='1' d='2'>x<d/></a>")).isNotEqualTo(element);
    assertThat(parse("<a xmlns='u' b='1' c='2'>x<d/></a>")).isNotEqualTo(element);
  }

  @Test
  void text_that_lost_a_child_between_is_joined() {
    Element element = parse("<a>x<b/>y</a>").without(child -> true);

    assertThat(element).isEqualTo(parse("<a>xy</a>"));
    assertThat(element.text()).isEqualTo("xy");
    assertThat(element.children()).isEmpty();
  }

  @Test
  void any_text_at_all_can_be_written_and_read() {
    String text = "<&>'\" \t\n\r ]]> \u00E4 \u4E2D \uD83D\uDE00";
    Element element = Element.of("urn:a", "a").attribute("b", text).text(text).build();

    Element read = parser.parse(element.toString());

    assertThat(read).isEqualTo(element);
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.attribute("b")).isEqualTo(text);
  }

  @Test
  void what_xml_cannot_carry_is_replaced() {
    Element element =
        Element.of("urn:a", "a").attribute("b", "\u0000x").text("y\uD800z\uFFFE\u001F").build();

    Element read = parser.parse(element.toString());

    assertThat(read.attribute("b")).isEqualTo("\uFFFDx");
    assertThat(read.text()).isEqualTo("y\uFFFDz\uFFFD\uFFFD");
  }

  @Test
  void attributes_in_namespaces_get_a_prefix() {
    Element element =
        Element.of("urn:a", "a")
            .attribute("urn:b", "x", "1")
            .attribute("urn:c", "x", "2")
            .attribute("x", "3")
            .build();

    assertThat(parser.parse(element.toString())).isEqualTo(element);
    assertThat(element.attribute("urn:b", "x")).isEqualTo("1");
    assertThat(element.attribute("urn:c", "x")).isEqualTo("2");
    assertThat(element.attribute("", "x")).isEqualTo("3");
    assertThat(element.attribute("urn:d", "x")).isNull();
  }

  @Test
  void stream_elements_have_their_prefix_on_every_transport() {
    Element features = Element.of(Namespaces.STREAM, "features").child(parse("<a/>")).build();

    assertThat(written(features))
        .isEqualTo(
            "<stream:features xmlns:stream='http://etherx.jabber.org/streams'><a/>"
                + "</stream:features>");
    assertThat(features.toString()).contains("<a xmlns='jabber:client'/>");
  }

  @Test
  void a_serialised_element_costs_its_start_tag_only() {
    Element message = Element.of(Namespaces.CLIENT, "message").child("body", "hi").build();
    Element serialized = message.serialized();

    assertThat(message.raw()).isNull();
    assertThat(serialized.raw()).isEqualTo("<body>hi</body>".getBytes(UTF_8));
    assertThat(serialized.withAttribute("to", "a").raw()).isSameAs(serialized.raw());
    assertThat(written(serialized.withAttribute("to", "a")))
        .isEqualTo("<message to='a'><body>hi</body></message>");
    assertThat(serialized.serialized()).isSameAs(serialized);
    assertThat(serialized).isEqualTo(message);
    Element longer = serialized.with(parse("<b/>"));
    assertThat(longer.serialized().raw()).isEqualTo("<body>hi</body><b/>".getBytes(UTF_8));
  }

  @Test
  void an_output_is_used_again_and_forgets_what_was_large() {
    XmlOutput out = new XmlOutput(8);
    out.ascii("<a>").text("x".repeat(10_000)).endTag("a");
    assertThat(out.length()).isEqualTo(10_007);

    out.clear(100);
    out.startTag("urn:a", "b", "urn:c").attribute("d", "'").ascii("/>");

    assertThat(new String(out.array(), 0, out.length(), UTF_8))
        .isEqualTo("<b xmlns='urn:a' d='&apos;'/>");
    assertThat(out.array().length).isLessThanOrEqualTo(100);
  }
}

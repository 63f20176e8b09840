package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both parsers are held to the same tables.
@ParameterizedClass
@MethodSource("parsers")
class XmlParserTest {

  private final XmlParser parser;

  XmlParserTest(XmlParser parser) {
    this.parser = parser;
  }

  static Stream<Arguments> parsers() {
    XmlLimits limits = new XmlLimits(10, 8);
    return Stream.of(
        Arguments.of(Named.of("Woodstox", new WoodstoxParser(limits))),
        Arguments.of(Named.of("subset", new SubsetParser(limits))));
  }

  private Element parse(String xml) {
    return parse(xml.getBytes(UTF_8));
  }

  private Element parse(byte[] bytes) {
    return parser.parse(bytes, 0, bytes.length, Namespaces.CLIENT);
  }

  private void refused(String xml, String condition) {
    XmlException refusal = catchThrowableOfType(XmlException.class, () -> parse(xml));
    assertThat(refusal).as(xml).isNotNull();
    assertThat(refusal.condition().elementName()).as(xml).isEqualTo(condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "<",
        "<a",
        "<a>",
        "<a/",
        "<a / >",
        "<a></b>",
        "<a></a",
        "<a></a b='c'>",
        "<a><b></a></b>",
        "</a>",
        "<a/><b/>",
        "<a/>b",
        "< a/>",
        "<a><></></a>",
        "<1a/>",
        "<-a/>",
        "<a b/>",
        "<a b=/>",
        "<a b=c/>",
        "<a b='c/>",
        "<a b='c\"/>",
        "<a b='c'd='e'/>",
        "<a b='c' b='d'/>",
        "<a b='<'/>",
        "<a b='&'/>",
        "<a>&</a>",
        "<a>& lt;</a>",
        "<a>&lt</a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#xG;</a>",
        "<a>&#-1;</a>",
        "<a>&#0;</a>",
        "<a>&#x1F;</a>",
        "<a>&#xD800;</a>",
        "<a>&#xFFFE;</a>",
        "<a>&#x110000;</a>",
        "<a>&#99999999999;</a>",
        "<a b='&#0;'/>",
        "<a>]]></a>",
        "<a>\u0001</a>",
        "<a b='\u0001'/>",
        "<a>\u0000</a>",
        "<a>\uFFFE</a>",
        "<a b='\uFFFF'/>",
        "<a><![CDATA[</a>",
        "<a><![CDATA[\u0002]]></a>",
        "<a><![CDAT[x]]></a>",
        "<a><![CDATA[x]] ></a>",
        "<:a/>",
        "<a:/>",
        "<a:b:c xmlns:a='u'/>",
        "<a:1 xmlns:a='u'/>",
        "<a xmlns:-='u'/>",
        "<a xmlns:b=''/>",
        "<a xmlns:='u'/>",
        "<a xmlns:xmlns='u'/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:b='u' xmlns:b='v'/>",
        "<a xmlns:b='u' xmlns:c='u' b:d='1' c:d='2'/>",
        "\uFEFF<a/>",
      })
  void what_is_not_well_formed_is_refused_as_such(String xml) {
    refused(xml, "not-well-formed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version='1.0'?><a/>",
        "<?b?><a/>",
        "<a><?b c?></a>",
        "<a><!-- b --></a>",
        "<a>&b;</a>",
        "<a b='&c;'/>",
      })
  void what_is_not_for_streams_is_refused_as_restricted(String xml) {
    refused(xml, "restricted-xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b:a/>",
        "<a b:c='d'/>",
        "<a><b:c xmlns:d='u'/></a>",
        "<a><b xmlns:c='u'/><c:d/></a>"
      })
  void a_prefix_that_nobody_declared_is_refused(String xml) {
    refused(xml, "bad-namespace-prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>\u00C3</a>",
        "<a>\u00C3(</a>",
        "<a>\u0080</a>",
        "<a b='\u00FF'/>",
        // Overlong, a surrogate, beyond Unicode.
        "<a>\u00C0\u00BC</a>",
        "<a>\u00E0\u0080\u00AF</a>",
        "<a>\u00F0\u0080\u0080\u00AF</a>",
        "<a>\u00ED\u00A0\u0080</a>",
        "<a>\u00F4\u0090\u0080\u0080</a>",
        "<a>\u00F5\u0080\u0080\u0080</a>",
      })
  void bytes_that_are_not_utf_8_are_refused(String latin1) {
    XmlException refusal =
        catchThrowableOfType(XmlException.class, () -> parse(latin1.getBytes(ISO_8859_1)));

    assertThat(refusal).as(latin1).isNotNull();
    assertThat(refusal.condition()).isEqualTo(StreamErrorCondition.UNSUPPORTED_ENCODING);
  }

  @Test
  void depth_and_attributes_are_limited() {
    parse("<a>".repeat(10) + "</a>".repeat(10));
    parse("<a xmlns='u' xmlns:p='v' a1='' a2='' a3='' a4='' a5='' a6=''/>");

    refused("<a>".repeat(11) + "</a>".repeat(11), "policy-violation");
    refused(
        "<a xmlns='u' xmlns:p='v' a1='' a2='' a3='' a4='' a5='' a6='' a7=''/>", "policy-violation");
    refused("<a>".repeat(50_000) + "</a>".repeat(50_000), "policy-violation");
    refused(attributes(5_000), "policy-violation");
  }

  /// Each element would look for its prefix among all declarations.
  @Test
  void declarations_in_force_are_limited() {
    XmlParser deep =
        parser instanceof WoodstoxParser
            ? XmlParser.woodstox(new XmlLimits(100, 8))
            : XmlParser.subset(new XmlLimits(100, 8));
    StringBuilder xml = new StringBuilder();
    for (int i = 0; i < 90; i++) {
      xml.append("<a xmlns:p='u' xmlns:q='u' xmlns:r='u'>");
    }
    byte[] bytes = xml.append("</a>".repeat(90)).toString().getBytes(UTF_8);

    XmlException refusal =
        catchThrowableOfType(
            XmlException.class, () -> deep.parse(bytes, 0, bytes.length, Namespaces.CLIENT));

    assertThat(refusal.condition()).isEqualTo(StreamErrorCondition.POLICY_VIOLATION);
  }

  /// Joined one by one, they would cost the square of their number.
  @Test
  void text_in_very_many_pieces_is_one_text() {
    Element element = parse("<a>" + "x<![CDATA[y]]>".repeat(100_000) + "<b/>z</a>");

    assertThat(element.text()).isEqualTo("xy".repeat(100_000) + "z");
    assertThat(element.children()).hasSize(1);
  }

  private static String attributes(int count) {
    StringBuilder xml = new StringBuilder("<a");
    for (int i = 0; i < count; i++) {
      xml.append(" a").append(i).append("=''");
    }
    return xml.append("/>").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a&lt;b&gt;c&amp;d&quot;e&apos;f|a<b>c&d\"e'f",
        "&#65;&#x42;&#x1F600;|AB\uD83D\uDE00",
        "\u00E4\u4E2D\uD83D\uDE00|\u00E4\u4E2D\uD83D\uDE00",
        "a<![CDATA[<b>&amp;]]]>c|a<b>&amp;]c",
        "<![CDATA[a]]><![CDATA[b]]>|ab",
        "a]]b]>|a]]b]>",
        "it's \"quoted\" > /|it's \"quoted\" > /",
      })
  void text_is_read_as_xml_says(String content, String text) {
    assertThat(parse("<a>" + content + "</a>").text()).isEqualTo(text);
  }

  @Test
  void line_ends_and_white_space_are_normalised() {
    assertThat(parse("<a>b\r\nc\rd\ne\tf&#13;</a>").text()).isEqualTo("b\nc\nd\ne\tf\r");
    assertThat(parse("<a><![CDATA[b\r\nc\rd]]></a>").text()).isEqualTo("b\nc\nd");
    assertThat(parse("<a b='1\r\n2\r3\n4\t5&#10;&#9;'/>").attribute("b"))
        .isEqualTo("1 2 3 4 5\n\t");
  }

  @Test
  void namespaces_follow_their_declarations() {
    Element root =
        parse(
            "<p:a xmlns:p='urn:p' xmlns='urn:d' p:x='1' x='2'><b xmlns=''><p:c xmlns:p='urn:q'/></b>"
                + "<p:d/><e/></p:a>");

    assertThat(root.is("urn:p", "a")).isTrue();
    assertThat(root.attribute("urn:p", "x")).isEqualTo("1");
    assertThat(root.attribute("x")).isEqualTo("2");
    assertThat(root.has("", "b")).isTrue();
    assertThat(root.child("", "b").has("urn:q", "c")).isTrue();
    assertThat(root.has("urn:p", "d")).isTrue();
    assertThat(root.has("urn:d", "e")).isTrue();
    assertThat(parse("<stream:error/>").is(Namespaces.STREAM, "error")).isTrue();
    assertThat(parse("<a/>").namespace()).isEqualTo(Namespaces.CLIENT);
  }

  @Test
  void prefixes_of_the_stream_header_count() {
    Scope scope = new Scope("jabber:server", List.of("db", "jabber:server:dialback"));
    byte[] xml = "<db:result/>".getBytes(UTF_8);

    assertThat(parser.parse(xml, 0, xml.length, scope).is("jabber:server:dialback", "result"))
        .isTrue();
  }

  @Test
  void a_start_tag_alone_tells_what_it_declares() {
    byte[] xml =
        ("x<stream:stream to='a' xml:lang='de' xmlns='jabber:client' version='1.0'"
                + " xmlns:stream='http://etherx.jabber.org/streams' xmlns:p='urn:p' >y")
            .getBytes(UTF_8);

    XmlParser.StartTag tag = parser.parseStartTag(xml, 1, xml.length - 2);

    assertThat(tag.element().is(Namespaces.STREAM, "stream")).isTrue();
    assertThat(tag.element().attribute("to")).isEqualTo("a");
    assertThat(tag.element().lang()).isEqualTo("de");
    assertThat(tag.element().attributes()).hasSize(3);
    assertThat(tag.prefix()).isEqualTo("stream");
    assertThat(tag.scope().defaultNamespace()).isEqualTo(Namespaces.CLIENT);
    assertThat(tag.scope().prefixes())
        .containsExactlyInAnyOrder("stream", Namespaces.STREAM, "p", "urn:p");
  }

  @Test
  void the_usual_header_shares_one_scope() {
    byte[] xml =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            .getBytes(UTF_8);

    assertThat(parser.parseStartTag(xml, 0, xml.length).scope()).isSameAs(Scope.CLIENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<>", "<a", "<a b>", "<a><b>", "<a></a>", "x<a>", "<b:a>"})
  void what_is_no_start_tag_is_refused(String xml) {
    byte[] bytes = xml.getBytes(UTF_8);

    assertThatThrownBy(() -> parser.parseStartTag(bytes, 0, bytes.length))
        .isInstanceOf(XmlException.class);
  }

  @Test
  void bytes_around_the_range_are_not_read() {
    byte[] bytes = "<x><a>b</a>c".getBytes(UTF_8);

    assertThat(parser.parse(bytes, 3, 8, Scope.NONE).text()).isEqualTo("b");
    assertThatThrownBy(() -> parser.parse(bytes, 3, 7, Scope.NONE))
        .isInstanceOf(XmlException.class);
    assertThatThrownBy(() -> parser.parse(bytes, 3, 9, Scope.NONE))
        .isInstanceOf(XmlException.class);
  }

  @Test
  void a_parser_is_as_new_after_bad_input() {
    assertThatThrownBy(() -> parse("<a x='1'><b>text<c y='2'")).isInstanceOf(XmlException.class);
    assertThatThrownBy(() -> parse("<a xmlns:p='u'><b")).isInstanceOf(XmlException.class);

    assertThat(parse("<a>b</a>")).isEqualTo(Element.of(Namespaces.CLIENT, "a").text("b").build());
    refused("<p:a/>", "bad-namespace-prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><stream:b/></a>",
        "<a><b stream:c='d'/></a>",
        "<a xmlns:p='u'><p:b/></a>",
        "<stream:a><b/></stream:a>",
      })
  void content_that_needs_its_surroundings_is_serialised_anew(String xml) {
    Element element = parse(xml);

    assertThat(element.raw()).isNull();
    assertThat(parser.parse(element.toString())).isEqualTo(element);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><p:b xmlns:p='u' p:c='d'/></a>",
        "<a><b xml:lang='de'/></a>",
        "<a xmlns='u'><b/></a>",
        "<p:a xmlns:p='jabber:client'><b/></p:a>",
        "<stream:a><p:b xmlns:p='u'/></stream:a>",
        "<a><xml:b><c/></xml:b></a>",
        "<xml:a><b/><xml:c/></xml:a>",
      })
  void content_that_stands_for_itself_is_written_where_it_means_the_same(String xml) {
    Element element = parse(xml);
    byte[] inside = element.withAttribute("to", "b").toBytes("urn:elsewhere");

    assertThat(parser.parse(inside, 0, inside.length, "urn:elsewhere"))
        .isEqualTo(element.withAttribute("to", "b"));
  }
}

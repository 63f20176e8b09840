package im.fenghuo.api.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The subset parser and Woodstox get the same input, good and damaged, and must agree: on what it
/// means, and on whether it means anything.
class ParserDifferenceTest {

  private static final int ROUNDS = 100_000;

  private static final List<String> SEEDS =
      List.of(
          "<message to='a@b/c' id=\"x\" type='chat' xml:lang='en'><body>a &lt; b &amp; c</body>"
              + "<active xmlns='http://jabber.org/protocol/chatstates'/></message>",
          "<iq type='get' id='1'><query xmlns='jabber:iq:roster' ver=''/></iq>",
          "<presence><show>away</show><c xmlns='urn:c' p:q='r' xmlns:p='urn:p' hash='1'/></presence>",
          "<p:a xmlns:p='u' xmlns='v'><b xmlns=''><p:c/></b>text<![CDATA[<x>&y;]]]]>z\u00E9</p:a>",
          "<xml:a><stream:b><xml:c xml:d=''/></stream:b></xml:a>",
          "<a b='&#65;&#x42;\t\r\n&quot;'>&apos;\r\n\r]] ></a >",
          "<\u00E9\u4E2D x\u00E9='\uD83D\uDE00'>\uD83D\uDE00\u00E9</\u00E9\u4E2D>");

  private static final Damage DAMAGE =
      new Damage(
          List.of(
              "<",
              ">",
              "/",
              "=",
              "'",
              "\"",
              "&",
              ";",
              "#",
              "x",
              "]",
              "]]>",
              "<![CDATA[",
              "<!--",
              "-->",
              "<?",
              "?>",
              "<!DOCTYPE a>",
              "&amp;",
              "&#x0;",
              "&#9;",
              "&b;",
              " ",
              "\n",
              "\r",
              "\t",
              ":",
              "xmlns",
              "xmlns:p='w'",
              " xmlns=''",
              "p:",
              "xml:",
              "stream:",
              "<a>",
              "</a>",
              "<b/>",
              "a='1'",
              "\u0000",
              "\u0001",
              "\u00E9",
              "\u4E2D",
              "\uFFFD",
              "\uFFFE",
              "-",
              ".",
              "1"),
          4,
          3);

  private final XmlParser woodstox = new WoodstoxParser(new XmlLimits(6, 6));
  private final XmlParser subset = new SubsetParser(new XmlLimits(6, 6));
  private final XmlParser generous = new SubsetParser(XmlLimits.DEFAULT);

  private record Verdict(@Nullable Element element, @Nullable XmlException refusal) {}

  private static Verdict verdict(XmlParser parser, byte[] input) {
    try {
      return new Verdict(parser.parse(input, 0, input.length, Namespaces.CLIENT), null);
    } catch (XmlException e) {
      return new Verdict(null, e);
    }
  }

  @Test
  void both_parsers_agree_on_damaged_input() {
    Random random = new Random(6120);
    int accepted = 0;
    int sameCondition = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = DAMAGE.to(SEEDS.get(random.nextInt(SEEDS.size())), random);
      Verdict expected = verdict(woodstox, input);
      Verdict actual = verdict(subset, input);
      if (actual.element() != null && hasNewName(actual.element())) {
        continue;
      }
      if (!Objects.equals(actual.element(), expected.element())) {
        assertThat(actual.element()).as(Damage.shown(input)).isEqualTo(expected.element());
      }
      if (actual.element() == null) {
        sameCondition += actual.refusal().condition() == expected.refusal().condition() ? 1 : 0;
        continue;
      }
      accepted++;
      Element element = actual.element();
      Element changed = element.withAttribute("to", "x");
      byte[] written = changed.toBytes("urn:other");
      if (element.hashCode() != expected.element().hashCode()
          || !generous.parse(written, 0, written.length, "urn:other").equals(changed)) {
        assertThat(written).as(Damage.shown(input)).isNull();
      }
    }
    assertThat(accepted).isGreaterThan(ROUNDS / 50);
    assertThat(sameCondition).isGreaterThan((ROUNDS - accepted) * 3 / 4);
  }

  /// Woodstox has the names of XML 1.0's fourth edition, in which fewer characters may stand.
  private static boolean hasNewName(Element element) {
    return isNew(element.name())
        || element.attributes().stream().anyMatch(attribute -> isNew(attribute.name()))
        || element.children().stream().anyMatch(ParserDifferenceTest::hasNewName);
  }

  private static boolean isNew(String name) {
    return name.codePoints().anyMatch(c -> c >= 0x80 && c != 0xE9 && c != 0x4E2D);
  }
}

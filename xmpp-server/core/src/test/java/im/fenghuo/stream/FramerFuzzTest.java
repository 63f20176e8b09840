package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Damage;
import im.fenghuo.api.xml.XmlLimits;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same bytes mean the same however they are cut into packets; and no bytes at all lead to
/// anything but events and, at most, one violation.
class FramerFuzzTest {

  private static final int ROUNDS = 20_000;

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' to='\u00E4.example' version='1.0'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String STREAM =
      "<?xml version='1.0' encoding='utf-8'?>"
          + HEADER
          + "<message to='a@b/\u4E2D' xml:lang='de'><body>\uD83D\uDE00 &lt; > &#x1F600;</body>"
          + "<x xmlns='urn:x' a='>' b=\"'\"/></message> "
          + "<iq type='get' id='1'><p:q xmlns:p='u'><![CDATA[<a>]] ]]></p:q></iq>\n"
          + "<presence/><stream:error></stream:error >"
          + "</stream:stream>";

  private static final Damage DAMAGE =
      new Damage(
          List.of(
              "<",
              ">",
              "/",
              "'",
              "\"",
              "&",
              "]]>",
              "<![CDATA[",
              "<!--",
              "<?xml version='1.0'?>",
              "</",
              "/>",
              "<!DOCTYPE a>",
              "&#0;",
              " ",
              "\u0000",
              "\u00E9",
              "\uFFFE",
              "<a>",
              "</a>",
              "<a/>",
              "x='y'",
              "<a><a><a><a>",
              "</stream:stream>",
              HEADER,
              "a".repeat(300)),
          3,
          7);

  private final XmlParser subset = XmlParser.subset(new XmlLimits(6, 6));
  private final XmlParser woodstox = XmlParser.woodstox(new XmlLimits(6, 6));

  @Test
  void a_stream_means_the_same_wherever_it_is_cut_in_two() {
    byte[] input = STREAM.getBytes(UTF_8);
    List<String> whole = Events.of(subset, input, input.length);
    assertThat(whole).hasSize(8).endsWith("close");

    for (int cut = 0; cut <= input.length; cut++) {
      Events events = new Events(subset);
      events.framer().feed(input, 0, cut);
      events.framer().feed(input, cut, input.length - cut);
      assertThat(events.list()).as("cut at " + cut).isEqualTo(whole);
    }
    for (int size = 1; size < 50; size++) {
      assertThat(Events.of(subset, input, size)).as(size + " at a time").isEqualTo(whole);
    }
  }

  @Test
  void damaged_streams_mean_the_same_however_they_are_cut() {
    Random random = new Random(6120);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = DAMAGE.to(STREAM, random);
      List<String> whole = Events.of(subset, input, Integer.MAX_VALUE);
      for (int size : new int[] {1, 2 + random.nextInt(60)}) {
        List<String> cut = Events.of(subset, input, size);
        if (!cut.equals(whole)) {
          assertThat(cut).as(size + " at a time: " + Damage.shown(input)).isEqualTo(whole);
        }
      }
      List<String> other = Events.of(woodstox, input, Integer.MAX_VALUE);
      if (!withoutConditions(other).equals(withoutConditions(whole))) {
        assertThat(whole).as(Damage.shown(input)).isEqualTo(other);
      }
    }
  }

  /// The two parsers may find another of several faults first.
  private static List<String> withoutConditions(List<String> events) {
    return events.stream().map(e -> e.matches("[a-z]+-[a-z-]+") ? "refused" : e).toList();
  }
}

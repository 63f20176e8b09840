package im.fenghuo.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.scenario.Expectation.Outcome;
import im.fenghuo.conformance.xml.XmlReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  @Test
  void attributes_that_are_not_written_are_free() {
    assertThat(why("<message id='1'/>", "<message id='1' type='chat' to='x'/>")).isEmpty();
    assertThat(why("<message id='1'/>", "<message id='2'/>"))
        .isEqualTo("id of <message> is '2', not '1'");
    assertThat(why("<message id='1'/>", "<message/>")).isEqualTo("there is no id of <message>");
  }

  @Test
  void the_type_of_presence_is_never_free() {
    assertThat(why("<presence/>", "<presence type='unavailable'/>"))
        .isEqualTo("it is of type 'unavailable'");
  }

  @Test
  void a_dash_forbids_an_attribute() {
    assertThat(why("<item ask='-'/>", "<item/>")).isEmpty();
    assertThat(why("<item ask='-'/>", "<item ask='subscribe'/>"))
        .isEqualTo("ask of <item> is 'subscribe' and must not be there");
  }

  @Test
  void children_that_are_not_written_are_forbidden_unless_dots_allow_them() {
    assertThat(why("<message><body>a</body></message>", "<message><body>a</body><x/></message>"))
        .isEqualTo("<x/> is there, too");
    assertThat(why("<message><body>a</body>...</message>", "<message><body>a</body><x/></message>"))
        .isEmpty();
    assertThat(why("<message>...</message>", "<message>text</message>")).isEmpty();
  }

  @Test
  void children_may_come_in_any_order() {
    assertThat(
            why(
                "<query><item jid='a'/><item jid='b'/></query>",
                "<query><item jid='b'/><item jid='a'/></query>"))
        .isEmpty();
    assertThat(
            why(
                "<query><item jid='a'/><item jid='a'/></query>",
                "<query><item jid='b'/><item jid='a'/></query>"))
        .isNotEmpty();
  }

  @Test
  void what_servers_add_to_messages_is_not_looked_at_unless_written() {
    String actual = "<message><stanza-id xmlns='urn:xmpp:sid:0' id='1' by='a'/></message>";
    assertThat(why("<message/>", actual)).isEmpty();
    assertThat(why("<message><stanza-id xmlns='urn:xmpp:sid:0' id='2'/></message>", actual))
        .isNotEmpty();
  }

  @Test
  void namespaces_count() {
    assertThat(why("<iq><query xmlns='a'/></iq>", "<iq><query xmlns='b'/></iq>")).isNotEmpty();
    assertThat(why("<iq><query xmlns='a'/></iq>", "<iq><p:query xmlns:p='a'/></iq>")).isEmpty();
  }

  @Test
  void a_name_captures_and_later_compares() {
    Outcome captured =
        compare("<message id='$id'>*</message>", "<message id='7'>a</message>", Bindings.NONE);
    assertThat(captured).isEqualTo(new Outcome.Same(new Bindings(Map.of("id", "7"))));
    Bindings bindings = new Bindings(Map.of("id", "7"));
    assertThat(compare("<message id='$id'/>", "<message id='7'/>", bindings))
        .isInstanceOf(Outcome.Same.class);
    assertThat(compare("<message id='$id'/>", "<message id='8'/>", bindings))
        .isEqualTo(new Outcome.Different("id of <message> is '8', and $id is '7'"));
    assertThat(compare("<message id='!$id'/>", "<message id='8'/>", bindings))
        .isInstanceOf(Outcome.Same.class);
  }

  @Test
  void a_capture_in_a_child_that_does_not_fit_is_taken_back() {
    Outcome outcome =
        compare(
            "<query><item id='$id'><b/></item>...</query>",
            "<query><item id='1'><a/></item><item id='2'><b/></item></query>",
            Bindings.NONE);
    assertThat(outcome).isEqualTo(new Outcome.Same(new Bindings(Map.of("id", "2"))));
  }

  /// Why they differ; empty if they do not.
  private static String why(String expected, String actual) {
    return switch (compare(expected, actual, Bindings.NONE)) {
      case Outcome.Same same -> "";
      case Outcome.Different(String why) -> why;
    };
  }

  private static Outcome compare(String expected, String actual, Bindings bindings) {
    return new Expectation(XmlReader.readOne(expected))
        .compare(XmlReader.readOne(actual), bindings);
  }
}

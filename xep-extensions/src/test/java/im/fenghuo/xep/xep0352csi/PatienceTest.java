package im.fenghuo.xep.xep0352csi;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.XmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {

  private static final String COMPOSING =
      "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
  private static final String PAUSED = "<paused xmlns='http://jabber.org/protocol/chatstates'/>";

  private final Patience patience = new Patience(new CsiSettings(true, true, true));

  private static Object key(Patience patience, String xml) {
    return patience.key(XmlParser.create().parse(xml.replaceFirst(" ", " xmlns='jabber:client' ")));
  }

  private Object key(String xml) {
    return key(patience, xml);
  }

  private static String chat(String from, String content) {
    return "<message from='%s' to='juliet@localhost' type='chat'>%s</message>"
        .formatted(from, content);
  }

  private static String event(String content) {
    return """
    <message from='romeo@localhost' type='headline'>\
    <event xmlns='http://jabber.org/protocol/pubsub#event'>%s</event></message>\
    """
        .formatted(content);
  }

  private static String item(String node, String item) {
    return event("<items node='%s'>%s</items>".formatted(node, item));
  }

  private static String copy(String direction, String content) {
    return """
    <message from='juliet@localhost' to='juliet@localhost/phone' type='chat'>\
    <%1$s xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>\
    <message xmlns='jabber:client' from='juliet@localhost/home' to='romeo@localhost' \
    type='chat'>%2$s</message></forwarded></%1$s></message>\
    """
        .formatted(direction, content);
  }

  @Test
  void presence_waits_the_last_of_each_full_jid() {
    Object there = key("<presence from='romeo@localhost/garden'><show>away</show></presence>");
    assertThat(there)
        .isNotNull()
        .isEqualTo(key("<presence from='romeo@localhost/garden' type='unavailable'/>"))
        .isNotEqualTo(key("<presence from='romeo@localhost/home'/>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<presence from='romeo@localhost' type='subscribe'/>",
        "<presence from='romeo@localhost' type='subscribed'/>",
        "<presence from='romeo@localhost' type='error'/>",
        "<presence from='room@muc.localhost/juliet'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>",
        "<iq from='romeo@localhost' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>",
        "<message from='romeo@localhost' type='chat'><body>Hello</body></message>",
        "<message from='romeo@localhost' type='chat'><body>Hello</body>" + COMPOSING + "</message>",
        "<message from='romeo@localhost' type='error'>" + COMPOSING + "</message>",
        "<message from='romeo@localhost' type='chat'><thread>t</thread></message>",
        "<message from='romeo@localhost' type='chat'>"
            + "<received xmlns='urn:xmpp:receipts' id='1'/></message>"
      })
  void what_is_urgent_does_not_wait(String stanza) {
    assertThat(key(stanza)).isNull();
  }

  @Test
  void chat_states_wait_the_last_of_each_sender() {
    String aside = "<thread>t</thread><no-store xmlns='urn:xmpp:hints'/>";
    assertThat(key(chat("romeo@localhost/garden", COMPOSING)))
        .isNotNull()
        .isEqualTo(key(chat("romeo@localhost/garden", PAUSED + aside)))
        .isNotEqualTo(key(chat("nurse@localhost/house", PAUSED)));
  }

  @Test
  void copies_of_chat_states_wait_other_copies_do_not() {
    assertThat(key(copy("sent", COMPOSING))).isNotNull().isEqualTo(key(copy("sent", PAUSED)));
    assertThat(key(copy("sent", "<body>Hello</body>" + COMPOSING))).isNull();
    assertThat(key(copy("received", "<body>Hello</body>"))).isNull();
  }

  @Test
  void events_wait_the_last_of_each_item() {
    assertThat(key(item("mood", "<item id='a'/>")))
        .isNotNull()
        .isEqualTo(key(item("mood", "<retract id='a'/>")))
        .isNotEqualTo(key(item("mood", "<item id='b'/>")))
        .isNotEqualTo(key(item("tune", "<item id='a'/>")));
  }

  @Test
  void what_happens_to_a_node_or_to_items_without_a_name_does_not_wait() {
    assertThat(key(item("mood", "<item/>"))).isNull();
    assertThat(key(event("<purge node='mood'/>"))).isNull();
  }

  @Test
  void what_waits_is_configured() {
    Patience impatient = new Patience(new CsiSettings(false, false, false));
    assertThat(key(impatient, "<presence from='romeo@localhost/garden'/>")).isNull();
    assertThat(key(impatient, chat("romeo@localhost/garden", COMPOSING))).isNull();
    assertThat(key(impatient, copy("sent", COMPOSING))).isNull();
    assertThat(key(impatient, item("mood", "<item id='a'/>"))).isNull();
  }
}

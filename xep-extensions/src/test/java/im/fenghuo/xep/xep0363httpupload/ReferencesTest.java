package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

  private static final String ID = "4a771ac1-f0b2_4a4a-9700-F2A26FA2";

  private final References references = new References("/upload/");

  private List<String> of(String content) throws StanzaException {
    return references.of(
        Message.of(
            XmlParser.create().parse("<message xmlns='jabber:client'>" + content + "</message>")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<body>https://localhost:5281/upload/%s/a.jpg</body>",
        "<body>look: https://localhost/upload/%1$s/a.jpg and https://localhost/upload/%1$s/a.jpg</body>",
        "<body>aesgcm://localhost/upload/%s/a.jpg#00</body>",
        "<x xmlns='jabber:x:oob'><url>https://localhost/upload/%s/a%%20b.jpg</url></x>",
        "<file-sharing xmlns='urn:xmpp:sfs:0'><sources><url-data"
            + " xmlns='http://jabber.org/protocol/url-data'"
            + " target='https://localhost/upload/%s/a.jpg'/></sources></file-sharing>",
        "<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing"
            + " xmlns='urn:xmpp:sims:1'><sources><reference xmlns='urn:xmpp:reference:0'"
            + " type='data' uri='https://localhost/upload/%s/a.jpg'/></sources></media-sharing>"
            + "</reference>"
      })
  void it_refers_to_a_file(String content) throws StanzaException {
    assertThat(of(content.formatted(ID))).containsExactly("upload:" + ID);
    assertThat(References.id("upload:" + ID)).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<body>hello</body>",
        "<body>/upload/</body>",
        "<body>/upload/4a771ac1</body>",
        "<body>https://localhost/upload/4a771ac1/f0b2_4a4a-9700-F2A26FA2abcd</body>",
        "<body>https://localhost/files/4a771ac1-f0b2_4a4a-9700-F2A26FA2/a</body>"
      })
  void it_refers_to_none(String content) throws StanzaException {
    assertThat(of(content)).isEmpty();
    assertThat(References.id("urn:other")).isEmpty();
  }

  @Test
  void there_are_not_too_many() throws StanzaException {
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      addresses.add("/upload/%032d/a".formatted(i));
    }
    assertThat(of("<body>" + String.join(" ", addresses) + "</body>")).hasSize(100);
  }
}

package im.fenghuo.xep.xep0352csi;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0352CsiTest {

  private final TestServer server =
      new TestServer().install(new Xep0352Csi(new CsiSettings(true, true, true)));
  private final TestSession phone = new TestAccount("juliet@localhost", 1).connect("phone");

  private void say(String name) {
    server.nonza(XmlParser.create().parse("<%s xmlns='urn:xmpp:csi:0'/>".formatted(name)), phone);
  }

  @Test
  void it_is_announced_after_authentication() {
    assertThat(server.streamFeatures(Registrar.Stage.AFTER_AUTHENTICATION))
        .singleElement()
        .hasToString("<csi xmlns='urn:xmpp:csi:0'/>");
    assertThat(server.streamFeatures(Registrar.Stage.BEFORE_AUTHENTICATION)).isEmpty();
  }

  @Test
  void a_session_holds_back_while_its_client_is_inactive() {
    assertThat(phone.holdsBack()).isFalse();
    say("inactive");
    assertThat(phone.holdsBack()).isTrue();
    say("active");
    assertThat(phone.holdsBack()).isFalse();
  }

  @Test
  void a_client_can_begin_inactive() {
    assertThat(server.bind(XmlParser.create().parse("<inactive xmlns='urn:xmpp:csi:0'/>"), phone))
        .isEmpty();
    assertThat(phone.holdsBack()).isTrue();
  }

  @Test
  void a_client_that_comes_back_is_active() {
    say("inactive");
    server.resumed(phone);
    assertThat(phone.holdsBack()).isFalse();
  }
}

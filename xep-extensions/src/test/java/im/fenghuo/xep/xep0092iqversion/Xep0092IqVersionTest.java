package im.fenghuo.xep.xep0092iqversion;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0092IqVersionTest {

  @Test
  void name_and_version_are_told() {
    TestServer server = new TestServer();
    server.install(new Xep0092IqVersion(server.directory()));
    assertThat(
            server
                .ask(
                    new TestAccount("juliet@localhost", 1).connect("balcony"),
                    Target.SERVER,
                    "<iq xmlns='jabber:client' id='1' type='get'><query xmlns='jabber:iq:version'/></iq>")
                .payload())
        .hasToString(
            "<query xmlns='jabber:iq:version'><name>Fenghuo</name><version>1.2.3</version></query>");
  }
}

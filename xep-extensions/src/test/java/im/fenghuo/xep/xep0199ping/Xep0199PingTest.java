package im.fenghuo.xep.xep0199ping;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0199PingTest {

  private static final String PING =
      "<iq xmlns='jabber:client' id='c2s1' type='get'><ping xmlns='urn:xmpp:ping'/></iq>";

  private final TestServer server = new TestServer().install(new Xep0199Ping());
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);

  @Test
  void the_server_answers_its_client() {
    assertThat(server.ask(juliet.connect("balcony"), Target.SERVER, PING))
        .hasToString(
            "<iq xmlns='jabber:client' type='result' id='c2s1' to='juliet@localhost/balcony'/>");
  }

  @Test
  void silent_clients_are_asked_by_a_ping() {
    assertThat(server.liveness()).hasToString("<ping xmlns='urn:xmpp:ping'/>");
  }

  @Test
  void an_account_answers_itself_and_its_subscribers_only() {
    juliet.contact("romeo@localhost", Subscription.FROM);
    assertThat(server.ask(juliet.connect("balcony"), Target.ACCOUNT, PING).isError()).isFalse();
    assertThat(server.askAs("romeo@localhost/orchard", juliet, PING).isError()).isFalse();
    assertThat(server.askAs("tybalt@localhost/street", juliet, PING).toString())
        .contains("<service-unavailable ");
  }
}

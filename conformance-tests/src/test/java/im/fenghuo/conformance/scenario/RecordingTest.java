package im.fenghuo.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.server.TestServer;
import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestServer.class)
class RecordingTest {

  @Test
  void what_two_clients_say_becomes_a_scenario() {
    Recording recording = new Recording("example.com");
    bind(recording, 1, "a7@example.com/x");
    bind(recording, 2, "b9@example.com/y");
    recording.sent(1, XmlReader.readOne("<message to='b9@example.com' id='1'/>"));
    recording.received(
        2,
        XmlReader.readOne(
            "<message from='a7@example.com/x' id='1'>"
                + "<stanza-id xmlns='urn:xmpp:sid:0' id='5' by='b9@example.com'/></message>"));
    assertThat(recording.toScenario())
        .isEqualTo(
            """
            scenario  (what does it show?)
            spec      (where?)

            given     juliet/x is connected
            and       romeo/y is connected

            juliet/x sends
                <message id='1' to='{romeo}'/>

            romeo/y receives
                <message from='{juliet/x}' id='1'></message>

            everyone has received nothing else
            """);
  }

  @Test
  void a_recorded_session_can_be_played(ServerUnderTest server) throws Exception {
    Recording recording = new Recording(server.domain());
    String user = "recorded-" + UUID.randomUUID();
    server.createAccount(user, user);
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> RecordScenario.accept(listener, server.addresses().getFirst(), recording));
      Address tap = new Address("127.0.0.1", listener.getLocalPort());
      try (Client client = signIn(server, tap, user)) {
        client.send("<presence/>");
        assertThat(client.inbox().next(server.patience())).isPresent();
        client.send("<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(client.inbox().next(server.patience())).isPresent();
      }
    }
    String text = recording.toScenario();
    assertThat(text).contains("sends", "receives", "{juliet/");
    new ScenarioRunner(server).play(ScenarioParser.parse("recorded", text).getFirst());
  }

  private static Client signIn(ServerUnderTest server, Address address, String user)
      throws IOException, RefusedException {
    Wire wire = Wire.connect(address, server.domain(), server.patience());
    SignIn.authenticate(wire, SignIn.open(wire), user, user);
    String jid = SignIn.bind(wire, "desk");
    wire.limitReads(Duration.ZERO);
    return new Client(wire, jid, (what, text) -> {});
  }

  private static void bind(Recording recording, int client, String jid) {
    recording.received(
        client,
        XmlReader.readOne(
            "<iq type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>"
                + jid
                + "</jid></bind></iq>"));
  }
}

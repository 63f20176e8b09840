package im.fenghuo.xep.xep0115caps;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar.Identity;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientCapabilitiesTest {

  private static final DiscoInfo CLIENT =
      new DiscoInfo(
          List.of(new Identity("client", "phone", "")),
          List.of("http://jabber.org/protocol/tune+notify", "urn:xmpp:ping"),
          List.of());
  private static final String VER = CapsHash.sha1(CLIENT.toElement(null));
  private static final Set<String> FEATURES = Set.copyOf(CLIENT.features());

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(Schema.resources("xep0115", Xep0115Caps.class, "schema/0001-caps.sql"));

  private final BlockingQueue<Set<String>> found = new LinkedBlockingQueue<>();
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);
  private ClientCapabilities capabilities;

  @BeforeEach
  void empty() {
    DATABASE.db().update("DELETE FROM caps");
    capabilities = new ClientCapabilities(new CapsTable(DATABASE.db()));
  }

  private static Presence presence(String from, String ver) throws StanzaException {
    return Presence.of(
        XmlParser.create()
            .parse(
                "<presence xmlns='jabber:client' from='%s'><c xmlns='%s' hash='sha-1' node='n' ver='%s'/></presence>"
                    .formatted(from, Caps.NAMESPACE, ver)));
  }

  private Iq question() {
    while (juliet.asked().isEmpty()) {
      Thread.onSpinWait();
    }
    return juliet.asked().getFirst();
  }

  private void ask(String resource, String ver) throws StanzaException {
    capabilities.whenKnown(juliet, presence("juliet@localhost/" + resource, ver), found::add);
  }

  private void answer(Iq question, DiscoInfo info) {
    Element payload = info.toElement(question.payload().attribute("node"));
    juliet.answer(question, question.result(payload));
  }

  @Test
  void a_client_is_asked_once_and_believed_when_the_hash_proves_it() throws Exception {
    ask("balcony", VER);
    ask("chamber", VER);
    Iq question = question();
    assertThat(question.recipient()).hasToString("juliet@localhost/balcony");
    assertThat(question.payload().attribute("node")).isEqualTo("n#" + VER);
    assertThat(capabilities.known(presence("juliet@localhost/balcony", VER))).isNull();
    answer(question, CLIENT);
    assertThat(found.take()).isEqualTo(FEATURES);
    assertThat(found.take()).isEqualTo(FEATURES);
    assertThat(juliet.asked()).isEmpty();
    assertThat(capabilities.known(presence("romeo@localhost/orchard", VER))).isEqualTo(FEATURES);
  }

  @Test
  void what_was_proven_once_is_known_after_a_restart() throws Exception {
    new CapsTable(DATABASE.db()).put(new Caps.Key("sha-1", VER), CLIENT.features());
    ask("balcony", VER);
    assertThat(found.take()).isEqualTo(FEATURES);
    assertThat(juliet.asked()).isEmpty();
  }

  @Test
  void a_client_that_lies_speaks_for_itself_alone() throws Exception {
    ask("balcony", "bGll");
    ask("chamber", "bGll");
    answer(question(), CLIENT);
    assertThat(found.take()).isEqualTo(FEATURES);
    assertThat(capabilities.known(presence("juliet@localhost/balcony", "bGll"))).isNull();
    assertThat(question().recipient()).hasToString("juliet@localhost/chamber");
    Iq question = question();
    juliet.answer(question, question.error(new StanzaException(Condition.SERVICE_UNAVAILABLE, "")));
    assertThat(found).isEmpty();
  }

  @Test
  void who_fails_keeps_nobody_waiting() throws Exception {
    for (String ver : List.of(VER, "bGll")) {
      capabilities.whenKnown(
          juliet,
          presence("juliet@localhost/garden", ver),
          _ -> {
            throw new IllegalStateException("a bug");
          });
      ask("chamber", ver);
      answer(question(), CLIENT);
    }
    assertThat(found.take()).isEqualTo(FEATURES);
    assertThat(question().recipient()).hasToString("juliet@localhost/chamber");
  }

  @Test
  void a_presence_that_says_nothing_has_no_features() throws Exception {
    Presence silent =
        Presence.of(
            XmlParser.create()
                .parse("<presence xmlns='jabber:client' from='juliet@localhost/balcony'/>"));
    assertThat(capabilities.known(silent)).isEmpty();
  }
}

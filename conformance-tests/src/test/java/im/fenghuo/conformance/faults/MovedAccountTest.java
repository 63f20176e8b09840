package im.fenghuo.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account moves from one server to another (XEP-0227), and its clients see no difference.
@Timeout(300)
class MovedAccountTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MESSAGES = 40;

  @TempDir static Path directory;

  private static Client connect(FenghuoServer server, String name) throws Exception {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), LIMIT);
    SignIn.authenticate(wire, SignIn.open(wire), name, "secret");
    return new Client(wire, SignIn.bind(wire, "phone"), (_, _) -> {});
  }

  private static Client register(FenghuoServer server, String name) throws Exception {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), LIMIT);
    SignIn.open(wire);
    SignIn.register(wire, name, "secret");
    wire.close();
    return connect(server, name);
  }

  /// Asks and waits for the answer.
  private static XmlElement ask(Client client, String type, String id, String payload)
      throws IOException {
    client.send("<iq type='%s' id='%s'>%s</iq>".formatted(type, id, payload));
    return answer(client, id);
  }

  private static XmlElement answer(Client client, String id) {
    Optional<XmlElement> answer =
        client
            .inbox()
            .first(
                element -> element.isNamed("iq") && element.attribute("id").equals(Optional.of(id)),
                LIMIT);
    assertThat(answer).as("the answer to %s", id).isPresent();
    return answer.get();
  }

  private static void set(Client client, String id, String payload) throws IOException {
    assertThat(ask(client, "set", id, payload).attribute("type")).contains("result");
  }

  /// Everything that a client keeps on a server, and messages that it has seen, and has not.
  private static void live(FenghuoServer server) throws Exception {
    Client juliet = register(server, "juliet");
    Client romeo = register(server, "romeo");
    juliet.send("<presence/>");
    romeo.send("<presence/>");
    set(juliet, "v1", "<vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard>");
    set(
        juliet,
        "p1",
        "<query xmlns='jabber:iq:private'><a xmlns='urn:a'><b>private</b></a></query>");
    set(
        juliet,
        "r1",
        "<query xmlns='jabber:iq:roster'><item jid='romeo@localhost' name='Romeo'>"
            + "<group>Friends</group></item></query>");
    set(juliet, "b1", "<block xmlns='urn:xmpp:blocking'><item jid='tybalt@localhost'/></block>");
    set(
        juliet,
        "n1",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:bookmarks:1'>"
            + "<item id='play@muc'><conference xmlns='urn:xmpp:bookmarks:1' name='Play'/></item>"
            + "</publish><publish-options><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'>"
            + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            + "<field var='pubsub#access_model'><value>whitelist</value></field>"
            + "<field var='pubsub#max_items'><value>max</value></field></x></publish-options></pubsub>");
    set(
        juliet,
        "n2",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:bookmarks:1'>"
            + "<item id='orchard@muc'><conference xmlns='urn:xmpp:bookmarks:1' name='Orchard'/></item>"
            + "</publish></pubsub>");
    romeo.send("<presence type='subscribe' to='juliet@localhost'/>");
    for (int i = 0; i < MESSAGES; i++) {
      Client sender = i % 2 == 0 ? romeo : juliet;
      String recipient = i % 2 == 0 ? "juliet" : "romeo";
      sender.send(
          "<message type='chat' id='m%d' to='%s@localhost'><body>Line %d</body></message>"
              .formatted(i, recipient, i));
      answerTo(sender, "o" + i);
    }
    romeo.send(
        "<message type='chat' id='retract' to='juliet@localhost'>"
            + "<retract xmlns='urn:xmpp:message-retract:1' id='m0'/></message>");
    answerTo(romeo, "retracted");
    set(
        juliet,
        "d1",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:mds:displayed:0'>"
            + "<item id='romeo@localhost'><displayed xmlns='urn:xmpp:mds:displayed:0'>"
            + "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='%s'/></displayed>"
                .formatted(stanzaId(juliet, "m2"))
            + "</item></publish></pubsub>");
    set(
        juliet,
        "a1",
        "<prefs xmlns='urn:xmpp:mam:2' default='always'><always/>"
            + "<never><jid>tybalt@localhost</jid></never></prefs>");
    juliet.send("<presence type='unavailable'/>");
    answerTo(juliet, "gone");
    juliet.close();
    romeo.send(
        "<message type='chat' id='late' to='juliet@localhost'><body>Too late</body></message>");
    answerTo(romeo, "last");
    romeo.close();
  }

  private static String stanzaId(Client client, String message) {
    return client
        .inbox()
        .first(each -> each.attribute("id").equals(Optional.of(message)), LIMIT)
        .flatMap(each -> each.child("urn:xmpp:sid:0", "stanza-id"))
        .flatMap(each -> each.attribute("id"))
        .orElseThrow();
  }

  /// What was sent before is handled.
  private static void answerTo(Client client, String id) throws IOException {
    ask(client, "get", id, "<query xmlns='jabber:iq:roster'/>");
  }

  private static Path exported(FenghuoServer server, String name) throws Exception {
    Path file = directory.resolve(name + ".xml");
    FenghuoServer.Command done =
        server.command("account", "export", "juliet", "--to", file.toString());
    assertThat(done.output()).isEmpty();
    assertThat(done.status()).isZero();
    return file;
  }

  @Test
  void a_client_finds_everything_at_the_other_server() throws Exception {
    try (FenghuoServer old = FenghuoServer.start(1);
        FenghuoServer other = FenghuoServer.start(1)) {
      live(old);
      Path file = exported(old, "old");
      assertThat(file).content().contains("Line 2").doesNotContain("Line 0");

      FenghuoServer.Command done = other.command("account", "import", file.toString());

      assertThat(done.output())
          .isEqualTo(
              "juliet@localhost imported\nmessages that have come now: %d\n"
                  .formatted(MESSAGES + 2));
      assertThat(exported(other, "other")).hasSameTextualContentAs(file);
      Client juliet = connect(other, "juliet");
      assertThat(ask(juliet, "get", "r", "<query xmlns='jabber:iq:roster'/>").toString())
          .contains("Romeo", "Friends");
      assertThat(ask(juliet, "get", "v", "<vCard xmlns='vcard-temp'/>").toString())
          .contains("<FN>Juliet</FN>");
      assertThat(
              ask(juliet, "get", "p", "<query xmlns='jabber:iq:private'><a xmlns='urn:a'/></query>")
                  .toString())
          .contains("private");
      assertThat(ask(juliet, "get", "a", "<prefs xmlns='urn:xmpp:mam:2'/>").toString())
          .contains("<never><jid>tybalt@localhost</jid></never>");
      assertThat(ask(juliet, "get", "b", "<blocklist xmlns='urn:xmpp:blocking'/>").toString())
          .contains("tybalt@localhost");
      assertThat(
              ask(
                      juliet,
                      "get",
                      "n",
                      "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                          + "<items node='urn:xmpp:bookmarks:1'/></pubsub>")
                  .toString())
          .containsSubsequence("Play", "Orchard");
      juliet.send("<presence/>");
      assertThat(
              juliet.inbox().first(each -> each.isNamed("message"), LIMIT).orElseThrow().toString())
          .as("only what was not delivered is")
          .contains("Too late");
      assertThat(
              juliet
                  .inbox()
                  .first(
                      each ->
                          each.isNamed("presence")
                              && each.attribute("type").equals(Optional.of("subscribe")),
                      LIMIT))
          .isPresent();
      assertThat(history(juliet)).isEqualTo(expectedHistory());
      assertThat(ask(juliet, "get", "i", "<inbox xmlns='urn:xmpp:inbox:1'/>").toString())
          .as("all that romeo has said after m2")
          .contains("all-unread='%d'".formatted(MESSAGES / 2 - 2 + 1));
      juliet.close();
    }
  }

  private static List<String> expectedHistory() {
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < MESSAGES; i++) { // the first is retracted
      expected.add("Line " + i);
    }
    expected.add("Too late");
    return expected;
  }

  private static List<String> history(Client client) throws IOException {
    client.send(
        "<iq type='set' id='h'><query xmlns='urn:xmpp:mam:2'>"
            + "<set xmlns='http://jabber.org/protocol/rsm'><max>100</max></set></query></iq>");
    answer(client, "h");
    List<String> bodies = new ArrayList<>();
    for (XmlElement each : client.inbox().waiting()) {
      String text = each.toString();
      if (text.contains("urn:xmpp:mam:2") && text.contains("<body>")) {
        bodies.add(text.substring(text.indexOf("<body>") + 6, text.indexOf("</body>")));
      }
    }
    return bodies;
  }

  /// A long archive of the kind that this server writes.
  private static Path large(int messages) throws IOException {
    Path file = directory.resolve("large.xml");
    StringBuilder document = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n");
    document.append("<server-data xmlns='urn:xmpp:pie:0'><host jid='localhost'>");
    document.append("<user name='juliet' password='secret'>");
    document.append("<account xmlns='urn:fenghuo:account:0' delivered='").append(messages);
    document.append("'/><archive xmlns='urn:xmpp:pie:0#mam'>\n");
    for (int i = 1; i <= messages; i++) {
      document.append(
          "<result xmlns='urn:xmpp:mam:2' id='%1$d-0'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/><message xmlns='jabber:client' from='romeo@localhost/x' to='juliet@localhost' type='chat' id='m%1$d'><body>%1$d</body></message></forwarded></result>\n"
              .formatted(i));
    }
    return Files.writeString(file, document.append("</archive></user></host></server-data>\n"));
  }

  @Test
  void a_server_that_is_killed_goes_on_where_it_was() throws Exception {
    Path file = large(30_000);
    try (FenghuoServer server = FenghuoServer.start(1)) {
      for (long pause : List.of(1500L, 2500L)) {
        Thread importing = Thread.startVirtualThread(() -> importing(server, file));
        Thread.sleep(pause); // wherever it is by then
        server.kill();
        importing.join();
        server.startAgain();
      }
      assertThat(server.command("account", "import", file.toString()).status()).isZero();

      Path after = exported(server, "after");

      List<String> ids =
          Files.readAllLines(after).stream()
              .filter(line -> line.startsWith("<result "))
              .map(line -> line.substring(line.indexOf("id='") + 4, line.indexOf("'><forwarded")))
              .toList();
      assertThat(ids).hasSize(30_000).doesNotHaveDuplicates();
      assertThat(ids.getFirst()).isEqualTo("1-0");
      assertThat(ids.getLast()).isEqualTo("30000-0");
      connect(server, "juliet").close();
    }
  }

  private static void importing(FenghuoServer server, Path file) {
    try {
      server.command("account", "import", file.toString());
    } catch (IOException broken) {
      // That is what the test is about.
    }
  }
}

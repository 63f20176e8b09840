package im.fenghuo.conformance.recall;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One of the devices of a person, who has an account. Everything blocks.
final class Device implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String INBOX = "urn:xmpp:inbox:1";
  private static final String MAM = "urn:xmpp:mam:2";

  private final Client client;
  private int questions;

  /// Signs in and is available.
  Device(ServerUnderTest server, String person, String resource)
      throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), LIMIT);
    SignIn.authenticate(wire, SignIn.open(wire), person, person);
    client = new Client(wire, SignIn.bind(wire, resource), (_, _) -> {});
    client.send("<presence/>");
  }

  void send(String to, String id, String content) throws IOException {
    client.send(
        "<message type='chat' to='%s@localhost' id='%s'>%s</message>".formatted(to, id, content));
  }

  /// From here on the server says what is durable.
  void enableAcknowledgements() throws IOException {
    client.acknowledge();
  }

  /// Waits until the server has acknowledged so many stanzas.
  void awaitAcknowledged(int count) throws IOException {
    client.send("<r xmlns='urn:xmpp:sm:3'/>");
    var _ =
        client
            .inbox()
            .first(
                element ->
                    element.isNamed("a") && element.attribute("h").equals(Optional.of("" + count)),
                LIMIT)
            .orElseThrow(() -> new AssertionError("not acknowledged"));
  }

  /// The next message with that id.
  XmlElement receives(String id) {
    return client
        .inbox()
        .first(
            element ->
                element.isNamed("message") && element.attribute("id").equals(Optional.of(id)),
            LIMIT)
        .orElseThrow(() -> new AssertionError("no message " + id));
  }

  /// What has come and was not looked at, once all that was due has.
  List<XmlElement> messages() throws Exception {
    ask("<ping xmlns='urn:xmpp:ping'/>", "get");
    return client.inbox().waiting().stream().filter(each -> each.isNamed("message")).toList();
  }

  /// The result of a request to one's own account.
  XmlElement ask(String payload, String type) throws Exception {
    String id = "question-" + questions++;
    XmlElement answer =
        client
            .ask(id, "<iq type='%s' id='%s'>%s</iq>".formatted(type, id, payload))
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!answer.attribute("type").equals(Optional.of("result"))) {
      throw new AssertionError(answer.toString());
    }
    return answer;
  }

  /// The whole archive, as messages.
  List<XmlElement> history() throws Exception {
    return history("");
  }

  /// The archive from its beginning, so many messages.
  List<XmlElement> history(int most) throws Exception {
    return history(
        "<set xmlns='http://jabber.org/protocol/rsm'><max>%d</max></set>".formatted(most));
  }

  /// Its last messages.
  List<XmlElement> lastMessages(int most) throws Exception {
    return history(
        "<set xmlns='http://jabber.org/protocol/rsm'><max>%d</max><before/></set>".formatted(most));
  }

  /// What of the archive has these words.
  List<XmlElement> search(String words) throws Exception {
    return history(
        "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'><value>"
            + MAM
            + "</value></field><field var='{urn:xmpp:fulltext:0}fulltext'><value>"
            + words
            + "</value></field></x>");
  }

  private List<XmlElement> history(String query) throws Exception {
    client.inbox().clear();
    ask("<query xmlns='" + MAM + "'>" + query + "</query>", "set");
    return client.inbox().waiting().stream()
        .flatMap(message -> message.child(MAM, "result").stream())
        .flatMap(result -> result.child("urn:xmpp:forward:0", "forwarded").stream())
        .flatMap(forwarded -> forwarded.child("jabber:client", "message").stream())
        .toList();
  }

  /// The last messages of its conversations, then how many are unread.
  List<XmlElement> inbox() throws Exception {
    client.inbox().clear();
    XmlElement answer = ask("<inbox xmlns='" + INBOX + "'/>", "get");
    List<XmlElement> all = new ArrayList<>(client.inbox().waiting());
    all.add(answer.child(INBOX, "fin").orElseThrow());
    return all;
  }

  @Override
  public void close() throws IOException {
    client.closeStream(LIMIT);
  }
}

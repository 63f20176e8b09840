package im.fenghuo.conformance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody who sends numbered messages to a partner and asks for an acknowledgement of each.
final class Chatter {

  static final String SM = "urn:xmpp:sm:3";
  private static final String MAM = "urn:xmpp:mam:2";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// A message in the archive: its id there, and the id that its sender gave it.
  record Archived(String archiveId, String id) {
    long number() {
      return Long.parseLong(archiveId.substring(0, archiveId.indexOf('-')));
    }

    /// Of the lane that gave the number.
    String incarnation() {
      return archiveId.substring(archiveId.indexOf('-') + 1);
    }
  }

  private final FenghuoServer server;
  private final int node;
  private final String name;
  private final String partner;
  private Client client;
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean stopped;
  private int queries;

  private Chatter(FenghuoServer server, int node, String name, String partner)
      throws IOException, RefusedException {
    this.server = server;
    this.node = node;
    this.name = name;
    this.partner = partner;
    this.client = connect();
  }

  /// Somebody new, whose client is at one of the server's nodes.
  static Chatter register(FenghuoServer server, int node, String name, String partner)
      throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().get(node), server.domain(), LIMIT);
    SignIn.open(wire);
    SignIn.register(wire, name, "secret");
    wire.close();
    return new Chatter(server, node, name, partner);
  }

  /// Another client of somebody who is there.
  Chatter alsoAt(int other) throws IOException, RefusedException {
    return new Chatter(server, other, name, partner);
  }

  private Client connect() throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().get(node), server.domain(), LIMIT);
    SignIn.authenticate(wire, SignIn.open(wire), name, "secret");
    return new Client(wire, SignIn.bind(wire, "at-" + node), (_, _) -> {});
  }

  String name() {
    return name;
  }

  /// Signs in again; nothing is received before [#becomeAvailable].
  void reconnect() throws IOException, RefusedException {
    client = connect();
  }

  void becomeAvailable() throws IOException {
    client.send("<presence/>");
  }

  /// From here on the server acknowledges.
  void enableAcknowledgements() throws IOException {
    client.acknowledge();
  }

  /// Sends until [#stop] or until the connection breaks.
  void chat() {
    try {
      while (!stopped) {
        say(name + "-" + (sent.get() + 1));
        sent.incrementAndGet();
        client.send("<r xmlns='" + SM + "'/>");
        Thread.sleep(2);
      }
    } catch (IOException broken) {
      // That is what the test is about.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sends that many and asks whether all are durable.
  void say(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      say(name + "-" + i);
      sent.incrementAndGet();
    }
    client.send("<r xmlns='" + SM + "'/>");
  }

  /// Waits until the server has acknowledged so many.
  void awaitAcknowledged(int count) {
    assertThat(
            client
                .inbox()
                .first(
                    element ->
                        element.isNamed("a")
                            && element.attribute("h").equals(Optional.of("" + count)),
                    LIMIT))
        .as("that %s hears of %d messages", name, count)
        .isPresent();
  }

  void stop() {
    stopped = true;
  }

  void say(String id) throws IOException {
    client.send(
        "<message type='chat' to='"
            + partner
            + "@"
            + server.domain()
            + "' id='"
            + id
            + "'>"
            + "<body>"
            + id
            + "</body></message>");
  }

  int sent() {
    return sent.get();
  }

  /// The ids of the messages that the server has acknowledged so far.
  List<String> acknowledged() {
    long handled =
        client.inbox().waiting().stream()
            .filter(element -> element.isNamed("a"))
            .mapToLong(element -> Long.parseLong(element.attribute("h").orElse("0")))
            .max()
            .orElse(0);
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= handled; i++) {
      ids.add(name + "-" + i);
    }
    return ids;
  }

  /// Waits until the connection has broken and all that came over it was read: under load that lags
  /// behind.
  void awaitEnd() {
    assertThat(client.inbox().awaitEnd(LIMIT)).isTrue();
  }

  /// What the partner has said here so far, with the archive's ids.
  List<Archived> received() {
    return client.inbox().waiting().stream()
        .filter(element -> element.isNamed("message"))
        .filter(element -> element.child(MAM, "result").isEmpty())
        .flatMap(element -> received(element).stream())
        .toList();
  }

  private static Optional<Archived> received(XmlElement message) {
    return message
        .child("urn:xmpp:sid:0", "stanza-id")
        .flatMap(id -> id.attribute("id"))
        .map(id -> new Archived(id, message.attribute("id").orElse("")));
  }

  /// Waits until the partner's message has come.
  boolean receives(String id) {
    return client
        .inbox()
        .first(
            element ->
                element.isNamed("message") && element.attribute("id").equals(Optional.of(id)),
            LIMIT)
        .isPresent();
  }

  /// The archive after an id, or the whole of it; leaves the inbox empty.
  List<Archived> history(Optional<String> after)
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    List<Archived> all = new ArrayList<>();
    Optional<String> last = after;
    boolean complete = false;
    while (!complete) {
      client.inbox().clear();
      XmlElement fin = page(last);
      List<Archived> page =
          client.inbox().waiting().stream()
              .flatMap(message -> message.child(MAM, "result").stream())
              .map(Chatter::archived)
              .toList();
      all.addAll(page);
      complete = page.isEmpty() || fin.attribute("complete").equals(Optional.of("true"));
      last = page.isEmpty() ? last : Optional.of(page.getLast().archiveId());
    }
    client.inbox().clear();
    return all;
  }

  private XmlElement page(Optional<String> after)
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    queries++;
    String id = "history-" + queries;
    String cursor = after.map(last -> "<after>" + last + "</after>").orElse("");
    return client
        .ask(
            id,
            "<iq type='set' id='"
                + id
                + "'><query xmlns='"
                + MAM
                + "'>"
                + "<set xmlns='http://jabber.org/protocol/rsm'><max>200</max>"
                + cursor
                + "</set></query></iq>")
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .child(MAM, "fin")
        .orElseThrow();
  }

  private static Archived archived(XmlElement result) {
    String id =
        result
            .child("urn:xmpp:forward:0", "forwarded")
            .flatMap(forwarded -> forwarded.child("jabber:client", "message"))
            .flatMap(message -> message.attribute("id"))
            .orElse("");
    return new Archived(result.attribute("id").orElseThrow(), id);
  }
}

package im.fenghuo.conformance.inbox;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.inbox.InboxModel.Entry;
import im.fenghuo.conformance.inbox.InboxModel.Inbox;
import im.fenghuo.conformance.inbox.InboxModel.Row;
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

/// A client of somebody. Everything blocks.
final class Device {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CLIENT = "jabber:client";
  private static final String MAM = "urn:xmpp:mam:2";
  private static final String RSM = "http://jabber.org/protocol/rsm";
  private static final String INBOX = "urn:xmpp:inbox:1";

  private final Client client;
  private final String user;
  private int asked;

  private Device(Client client, String user) {
    this.client = client;
    this.user = user;
  }

  static void register(FenghuoServer server, String user) throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), LIMIT);
    SignIn.open(wire);
    SignIn.register(wire, user, "secret");
    wire.close();
  }

  static Device connect(FenghuoServer server, String user, String resource)
      throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), LIMIT);
    SignIn.authenticate(wire, SignIn.open(wire), user, "secret");
    return new Device(new Client(wire, SignIn.bind(wire, resource), (_, _) -> {}), user);
  }

  String account() {
    return user + "@localhost";
  }

  void send(String xml) throws IOException {
    client.send(xml);
  }

  /// Drops the connection.
  void lose() throws IOException {
    client.close();
  }

  /// The answer to a request.
  XmlElement ask(String type, String to, String payload) throws IOException {
    asked++;
    String id = "ask-" + asked;
    String iq = "<iq type='%s' to='%s' id='%s'>%s</iq>".formatted(type, to, id, payload);
    try {
      return client.ask(id, iq).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer to " + iq, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Waits until everything that was sent to an account is handled there.
  void await(String account) throws IOException {
    ask("get", account, "<ping xmlns='urn:xmpp:ping'/>");
  }

  /// The whole archive, as it is now.
  List<Row> archive() throws IOException {
    List<Row> all = new ArrayList<>();
    String cursor = "";
    boolean complete = false;
    while (!complete) {
      client.inbox().clear();
      XmlElement fin =
          ask(
                  "set",
                  account(),
                  "<query xmlns='%s'><set xmlns='%s'><max>500</max>%s</set></query>"
                      .formatted(MAM, RSM, cursor))
              .child(MAM, "fin")
              .orElseThrow();
      for (XmlElement message : client.inbox().waiting()) {
        message.child(MAM, "result").map(this::row).ifPresent(all::add);
      }
      complete = fin.attribute("complete").equals(Optional.of("true"));
      cursor = all.isEmpty() ? "" : "<after>" + all.getLast().id() + "</after>";
    }
    return all;
  }

  private Row row(XmlElement result) {
    XmlElement message =
        result
            .child("urn:xmpp:forward:0", "forwarded")
            .flatMap(forwarded -> forwarded.child(CLIENT, "message"))
            .orElseThrow();
    String from = bare(message.attribute("from").orElseThrow());
    String to = bare(message.attribute("to").orElseThrow());
    boolean outgoing = from.equals(account()) && !to.equals(account());
    return new Row(
        result.attribute("id").orElseThrow(),
        outgoing ? to : from,
        outgoing,
        message.attribute("id").orElse(""),
        isReadable(message));
  }

  /// What people would call a message.
  private static boolean isReadable(XmlElement message) {
    return message.child(CLIENT, "body").isPresent()
        && message.child("urn:xmpp:message-correct:0", "replace").isEmpty()
        && message.child("urn:xmpp:reactions:0", "reactions").isEmpty()
        && message.child("urn:xmpp:message-retract:1", "retract").isEmpty();
  }

  static String bare(String jid) {
    return jid.replaceFirst("/.*", "");
  }

  /// What the server says of all conversations.
  Inbox inbox(boolean unreadOnly) throws IOException {
    client.inbox().clear();
    XmlElement fin =
        ask("get", account(), "<inbox xmlns='%s' unread-only='%b'/>".formatted(INBOX, unreadOnly))
            .child(INBOX, "fin")
            .orElseThrow();
    List<Entry> entries = new ArrayList<>();
    for (XmlElement message : client.inbox().waiting()) {
      message.child(INBOX, "entry").ifPresent(entry -> entries.add(entry(entry, message)));
    }
    return new Inbox(
        entries, number(fin, "total"), number(fin, "unread"), number(fin, "all-unread"));
  }

  private static Entry entry(XmlElement entry, XmlElement message) {
    String last =
        message.child(MAM, "result").flatMap(result -> result.attribute("id")).orElse("none");
    return new Entry(
        entry.attribute("jid").orElseThrow(),
        number(entry, "unread"),
        entry.attribute("id").orElseThrow(),
        last);
  }

  private static long number(XmlElement element, String attribute) {
    return Long.parseLong(element.attribute(attribute).orElseThrow());
  }
}

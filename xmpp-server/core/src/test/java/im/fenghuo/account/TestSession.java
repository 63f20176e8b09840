package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.lane.Loop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A client of a [TestNode]: sends XML, and keeps what it receives until it is asked for.
public final class TestSession implements StreamPort {

  private final TestNode node;
  private final Jid jid;
  private final SessionPort session;
  private final ConcurrentLinkedQueue<Element> received = new ConcurrentLinkedQueue<>();
  private volatile @Nullable StreamError error;
  private volatile long delivered;
  private volatile boolean isReading = true;
  private volatile @Nullable Runnable onTaken;

  TestSession(TestNode node, Jid jid) {
    this.node = node;
    this.jid = jid;
    this.session = node.attach(jid, this).session();
  }

  public Jid jid() {
    return jid;
  }

  public SessionPort port() {
    return session;
  }

  /// Sends stanzas, as a stream does: stamped, and without waiting for what becomes of them.
  public TestSession send(String... stanzas) {
    for (String xml : stanzas) {
      byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
      session.stanza(
          XmlParser.create()
              .parse(bytes, 0, bytes.length, "jabber:client")
              .withAttribute("from", jid.toString()));
    }
    return this;
  }

  /// Sends initial presence, and forgets what that has brought.
  public TestSession available() {
    send("<presence/>");
    received();
    return this;
  }

  /// Asks for the roster, and forgets it.
  public TestSession interested() {
    send("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
    received();
    return this;
  }

  /// Goes away, as when the connection is lost.
  public void leave() {
    node.setNotRead(jid.bare(), false);
    session.detach();
    node.settle();
  }

  /// What has come since it was asked for last, once nothing more is under way.
  public List<Element> received() {
    node.settle();
    return taken();
  }

  private List<Element> taken() {
    List<Element> taken = new ArrayList<>();
    for (Element next = received.poll(); next != null; next = received.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /// The same, without waiting for what is under way.
  public List<String> soFar() {
    return taken().stream().map(TestSession::line).toList();
  }

  /// The same as lines of text, such as `presence unavailable from romeo@localhost/garden`.
  public List<String> lines() {
    return received().stream().map(TestSession::line).toList();
  }

  /// Why the server has closed the stream; null if it has not.
  public @Nullable StreamError error() {
    node.settle();
    return error;
  }

  private static String line(Element stanza) {
    StringBuilder line = new StringBuilder(stanza.name());
    String type = stanza.attribute("type");
    Element failure = stanza.child("jabber:client", "error");
    Element query = stanza.child("jabber:iq:roster", "query");
    if (stanza.name().equals("iq") && "set".equals(type) && query != null) {
      return push(query);
    }
    line.append(type == null ? "" : " " + type);
    if (stanza.name().equals("iq")) {
      line.append(' ').append(stanza.attribute("id"));
    } else {
      line.append(" from ").append(stanza.attribute("from"));
    }
    if (failure != null) {
      line.append(": ").append(failure.children().getFirst().name());
    }
    Element body = stanza.child("jabber:client", "body");
    return (body == null ? line : line.append(": ").append(body.text())).toString();
  }

  private static String push(Element query) {
    Element item = query.children().getFirst();
    StringBuilder line = new StringBuilder("push ").append(item.attribute("jid"));
    line.append(' ').append(item.attribute("subscription"));
    line.append(item.attribute("ask") == null ? "" : " ask");
    return line.append(item.attribute("approved") == null ? "" : " approved").toString();
  }

  /// Where its account lives.
  public Loop accountLoop() {
    return node.loops().of(jid.bare().hashCode());
  }

  @Override
  public Loop loop() {
    return node.loops().of(jid.hashCode());
  }

  @Override
  public void send(Element stanza) {
    received.add(stanza);
  }

  @Override
  public void deliver(Element message, long delivery) {
    delivered = delivery;
    received.add(message);
  }

  @Override
  public void whenTaken(Runnable work) {
    if (isReading) {
      work.run();
    } else {
      onTaken = work;
      node.setNotRead(jid.bare(), true);
    }
  }

  /// From now on it takes nothing of what it is sent, or takes it again.
  public void setReading(boolean reading) {
    isReading = reading;
    Runnable work = onTaken;
    if (reading && work != null) {
      onTaken = null;
      node.setNotRead(jid.bare(), false);
      work.run();
    }
  }

  /// Confirms what has been delivered so far, as a client with acknowledgements does (XEP-0198).
  public TestSession confirm() {
    node.settle();
    session.confirmed(delivered);
    node.settle();
    return this;
  }

  @Override
  public void close(StreamError why) {
    error = why;
  }
}

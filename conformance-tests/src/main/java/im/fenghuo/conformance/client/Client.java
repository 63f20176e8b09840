package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlElement;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// One stream of a play: everything that comes goes to the inbox, except markers.
///
/// A marker is an IQ request that this client answers by itself, or a message; neither is part of
/// the play. Order between two entities is guaranteed (RFC 6120 §10.1), so what was sent before a
/// marker has come when the marker has.
public final class Client implements Closeable {

  /// The namespace of markers.
  public static final String MARKER = "urn:fenghuo:marker";

  private static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";

  private final Wire wire;
  private final String jid;
  private final BiConsumer<String, String> transcript;
  private final Inbox inbox = new Inbox();
  private volatile boolean acknowledges;
  private long handled;
  private final Map<String, CompletableFuture<XmlElement>> questions = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<String>> messages = new ConcurrentHashMap<>();

  /// Takes over a connection. `jid` is empty as long as no resource is bound.
  ///
  /// @param transcript is told `sends` or `receives`, and what
  public Client(Wire wire, String jid, BiConsumer<String, String> transcript) {
    this.wire = wire;
    this.jid = jid;
    this.transcript = transcript;
    Thread.ofVirtual().name("receives " + jid).start(this::receive);
  }

  /// The full JID, or nothing.
  public String jid() {
    return jid;
  }

  /// What came and was not looked at.
  public Inbox inbox() {
    return inbox;
  }

  /// True while stanzas can go both ways.
  public boolean isBound() {
    return !jid.isEmpty() && !inbox.isEnded();
  }

  /// Sends these characters. Blocks while the connection is full.
  public void send(String text) throws IOException {
    transcript.accept("sends", text);
    wire.write(text);
  }

  /// Sends an IQ that is not part of the play; its answer does not reach the inbox.
  public CompletableFuture<XmlElement> ask(String id, String request) throws IOException {
    CompletableFuture<XmlElement> answer =
        questions.computeIfAbsent(id, ignored -> new CompletableFuture<>());
    wire.write(request);
    return answer;
  }

  /// Sends a message that is not part of the play.
  public void mark(String message) throws IOException {
    wire.write(message);
  }

  /// Completes when the marker message of this name has come.
  public CompletableFuture<String> marker(String name) {
    return messages.computeIfAbsent(name, ignored -> new CompletableFuture<>());
  }

  /// Ends the stream, and waits for the server to end it too. Blocks.
  public void closeStream(Duration limit) throws IOException {
    send("</stream:stream>");
    inbox.awaitEnd(limit);
    wire.close();
  }

  /// Drops the connection, with no word to the server.
  @Override
  public void close() throws IOException {
    inbox.end();
    wire.close();
  }

  private void receive() {
    try {
      while (true) {
        switch (wire.read()) {
          case Incoming.Header header -> transcript.accept("receives", header.toString());
          case Incoming.Child(XmlElement element) -> receive(element);
          case Incoming.End end -> {
            transcript.accept(
                "receives", end.orderly() ? "</stream:stream>" : "the end of the connection");
            return;
          }
        }
      }
    } catch (IOException closed) {
      transcript.accept("receives", "no more: " + closed.getMessage());
    } finally {
      inbox.end();
    }
  }

  /// Enables acknowledgements (XEP-0198), and answers the server's requests for them from then on.
  public void acknowledge() throws IOException {
    acknowledges = true;
    send("<enable xmlns='" + STREAM_MANAGEMENT + "'/>");
  }

  private boolean isAcknowledged(XmlElement element) throws IOException {
    if (element.isNamed("enabled")) {
      handled = 0;
    } else if (element.isNamed("r")) {
      wire.write("<a xmlns='%s' h='%d'/>".formatted(STREAM_MANAGEMENT, handled));
      return true;
    } else if (!element.isNamed("a")) {
      handled++;
    }
    return false;
  }

  private void receive(XmlElement element) throws IOException {
    if (acknowledges && isAcknowledged(element)) {
      return;
    }
    Optional<String> disclosure = Disclosure.answer(element);
    if (disclosure.isPresent()) {
      transcript.accept("receives", element.toString());
      send(disclosure.get());
    } else if (!isMarker(element)) {
      transcript.accept("receives", element.toString());
      inbox.add(element);
    }
  }

  /// Somebody has blocked somebody, and so a marker message has come back.
  private static boolean isRefusedMarker(XmlElement element, String id, String type) {
    return element.isNamed("message") && id.startsWith(MARKER) && type.equals("error");
  }

  private boolean isMarker(XmlElement element) throws IOException {
    String id = element.attribute("id").orElse("");
    String type = element.attribute("type").orElse("");
    CompletableFuture<XmlElement> question = questions.get(id);
    if (question != null && element.isNamed("iq") && !type.equals("get")) {
      question.complete(element);
      return true;
    }
    Optional<XmlElement> marker = element.child(MARKER, "marker");
    if (marker.isPresent() && type.equals("get")) {
      String from = element.attribute("from").orElse("");
      wire.write("<iq type='result' id='" + id + "' to='" + from + "'/>");
    } else if (marker.isPresent() && !type.equals("error")) {
      marker(id).complete(type);
    }
    return marker.isPresent() || isRefusedMarker(element, id, type);
  }
}

package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.client.StanzaFramer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One client of the [Relay].
final class RelayConnection implements StanzaFramer.Sink {

  private static final int MOST_UNSENT = 1024 * 1024;
  private static final String HEADER =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams' id='relay' from='relay' version='1.0'>";
  private static final String BEFORE_LOGIN =
      "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
          + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>";
  private static final String AFTER_LOGIN =
      "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

  private final NetSocket socket;
  private final Vertx vertx;
  private final Map<String, RelayConnection> online;
  private final Map<String, RelayRoom> rooms;
  private final StanzaFramer framer = new StanzaFramer();
  private String user = "";
  private String jid = "";
  private @Nullable RelayRoom room;

  /// @param online all connections, by their users
  /// @param rooms all rooms, by their bare JIDs
  RelayConnection(
      NetSocket socket,
      Vertx vertx,
      Map<String, RelayConnection> online,
      Map<String, RelayRoom> rooms) {
    this.socket = socket;
    this.vertx = vertx;
    this.online = online;
    this.rooms = rooms;
  }

  void start() {
    socket.setWriteQueueMaxSize(MOST_UNSENT);
    socket.handler(bytes -> {
      byte[] read = bytes.getBytes();
      framer.feed(read, read.length, this);
    });
    socket.exceptionHandler(failure -> socket.close());
    socket.closeHandler(closed -> {
      online.remove(user, this);
      if (room != null) {
        room.remove(vertx.getOrCreateContext(), this);
      }
    });
  }

  @Override
  public void streamOpened(byte[] bytes, int start, int end) {
    socket.write(HEADER + (user.isEmpty() ? BEFORE_LOGIN : AFTER_LOGIN));
  }

  @Override
  public void streamClosed() {
    socket.end(Buffer.buffer("</stream:stream>"));
  }

  @Override
  public void stanza(byte[] bytes, int start, int end) {
    stanza(new Stanza(bytes, start, end));
  }

  private void stanza(Stanza stanza) {
    if (stanza.is("message")) {
      relay(stanza);
    } else if (stanza.is("iq")) {
      answer(stanza);
    } else if (stanza.is("presence")) {
      presence(stanza);
    } else if (stanza.is("auth")) {
      signIn(stanza.textOf("auth"));
    }
  }

  private void relay(Stanza message) {
    byte[] bytes = Arrays.copyOfRange(message.bytes(), message.start(), message.end());
    if (room != null && message.attributeIs("type", "groupchat")) {
      room.send(bytes);
      return;
    }
    String to = message.attribute("to").orElse("");
    int at = to.indexOf('@');
    RelayConnection recipient = online.get(at < 0 ? to : to.substring(0, at));
    if (recipient != null) {
      recipient.write(Buffer.buffer(bytes));
    }
  }

  /// Whoever does not read what it gets is cut off.
  void write(Buffer bytes) {
    if (socket.writeQueueFull()) {
      var _ = socket.close();
      return;
    }
    var _ = socket.write(bytes);
  }

  /// With an address it is about entering a room.
  private void presence(Stanza presence) {
    String to = presence.attribute("to").orElse("");
    int slash = to.indexOf('/');
    if (slash < 0) {
      socket.write("<presence from='" + jid + "' to='" + jid + "'/>");
      return;
    }
    room = rooms.computeIfAbsent(to.substring(0, slash), name -> new RelayRoom(vertx));
    room.add(vertx.getOrCreateContext(), this);
    socket.write(
        ("<presence from='" + to + "' to='" + jid)
            + "'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>");
  }

  private void answer(Stanza iq) {
    String id = iq.attribute("id").orElse("");
    if (iq.contains("urn:ietf:params:xml:ns:xmpp-bind")) {
      jid = user + "@relay/" + iq.textOf("resource");
      socket.write(
          ("<iq type='result' id='" + id + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>")
              + (jid + "</jid></bind></iq>"));
    } else {
      socket.write("<iq type='result' id='" + id + "'/>");
    }
  }

  private void signIn(String initialResponse) {
    String[] parts = new String(Base64.getDecoder().decode(initialResponse), UTF_8).split("\0", -1);
    user = parts.length > 1 ? parts[1] : "";
    online.put(user, this);
    socket.write("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
  }
}

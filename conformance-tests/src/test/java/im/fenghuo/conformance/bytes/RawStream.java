package im.fenghuo.conformance.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A socket, and what has come over it as text. Everything here blocks.
final class RawStream implements AutoCloseable {

  private static final Pattern ERROR =
      Pattern.compile("<stream:error[^>]*>.*?<([a-z-]+)[^>]*urn:ietf:params:xml:ns:xmpp-streams");

  private final ServerUnderTest server;
  private final Socket socket = new Socket();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private boolean isOpen;

  private RawStream(ServerUnderTest server) {
    this.server = server;
  }

  static RawStream connect(ServerUnderTest server) throws IOException {
    RawStream stream = new RawStream(server);
    Address address = server.addresses().getFirst();
    int patience = Math.toIntExact(server.patience().toMillis());
    stream.socket.setTcpNoDelay(true);
    stream.socket.setSoTimeout(patience);
    stream.socket.connect(new InetSocketAddress(address.host(), address.port()), patience);
    return stream;
  }

  /// A stream header for a domain, as a client should send it.
  static String header(String domain) {
    return "<?xml version='1.0'?><stream:stream to='"
        + domain
        + "' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  }

  /// Opens the stream and waits for the features.
  RawStream open() throws IOException {
    send(header(server.domain()));
    await("features", text -> text.contains("</stream:features>"));
    isOpen = true;
    return this;
  }

  /// Authenticates and opens the stream anew.
  RawStream authenticate(String user, String password) throws IOException {
    String plain =
        Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(UTF_8));
    String sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    send("<auth xmlns='" + sasl + "' mechanism='PLAIN'>" + plain + "</auth>");
    await("success", text -> text.contains("<success"));
    received.reset();
    return open();
  }

  /// Binds a resource that the server chooses.
  RawStream bind() throws IOException {
    send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    await("a resource", text -> text.contains("</iq>"));
    received.reset();
    return this;
  }

  RawStream send(String text) throws IOException {
    return send(text.getBytes(UTF_8));
  }

  /// Sends as much as the server takes: it may close the connection before the end.
  RawStream send(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // What the server had to say before is still to be read.
    }
    return this;
  }

  /// Sends each byte in a packet of its own.
  RawStream sendByteByByte(String text) throws IOException {
    for (byte each : text.getBytes(UTF_8)) {
      send(new byte[] {each});
    }
    return this;
  }

  /// Reads until the text is as wanted.
  RawStream await(String what, Predicate<String> wanted) throws IOException {
    while (!wanted.test(text())) {
      if (!read()) {
        fail("%s expected, but the stream ended after: %s", what, text());
      }
    }
    return this;
  }

  /// Reads until an IQ with this id has come. Looks at the end alone: there may be much before it.
  void awaitEnding(String id) throws IOException {
    Pattern wanted = Pattern.compile("<iq[^>]*['\"]" + id + "['\"][^>]*>");
    while (!wanted.matcher(end()).find()) {
      if (!read()) {
        fail("the answer %s expected, but the stream ended", id);
      }
    }
  }

  private String end() {
    byte[] all = received.toByteArray();
    int from = Math.max(0, all.length - 16_384);
    return new String(all, from, all.length - from, UTF_8);
  }

  /// The server says why, ends its stream and closes the connection.
  void receivesStreamError(Set<String> conditions) throws IOException {
    readToTheEnd();
    Matcher error = ERROR.matcher(text().replace('\n', ' '));
    assertThat(error.find()).as("a stream error in: %s", text()).isTrue();
    assertThat(conditions).as("%s", text()).contains(error.group(1));
    assertThat(text().stripTrailing()).endsWith("</stream:stream>");
    assertThat(isOpen || text().contains("<stream:stream"))
        .as("a header first: %s", text())
        .isTrue();
  }

  /// The server ends its stream without complaint and closes the connection.
  void receivesTheEnd() throws IOException {
    readToTheEnd();
    assertThat(text()).doesNotContain("<stream:error");
    assertThat(text().stripTrailing()).endsWith("</stream:stream>");
  }

  /// The server closes the connection, with whatever words.
  void isClosed() throws IOException {
    readToTheEnd();
  }

  /// Everything works as before.
  void survives() throws IOException {
    send("<iq type='get' id='alive'><ping xmlns='urn:xmpp:ping'/></iq>");
    await("the answer to a ping", text -> text.contains("alive"));
    assertThat(text()).doesNotContain("<stream:error");
  }

  /// What has come since the last step of the negotiation.
  String text() {
    return received.toString(UTF_8);
  }

  /// Forgets what has come.
  void forget() {
    received.reset();
  }

  private void readToTheEnd() throws IOException {
    try {
      while (read()) {
        // There is more.
      }
    } catch (SocketTimeoutException late) {
      fail("the connection is still open after: %s", text());
    }
  }

  /// Reads what there is; false at the end.
  private boolean read() throws IOException {
    byte[] buffer = new byte[8192];
    try {
      int count = socket.getInputStream().read(buffer);
      if (count > 0) {
        received.write(buffer, 0, count);
      }
      return count >= 0;
    } catch (SocketTimeoutException late) {
      throw late;
    } catch (IOException reset) {
      return false;
    }
  }

  /// Goes without a word.
  void drop() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

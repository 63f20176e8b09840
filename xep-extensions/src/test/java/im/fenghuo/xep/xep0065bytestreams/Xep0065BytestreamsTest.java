package im.fenghuo.xep.xep0065bytestreams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.core.TcpPorts;
import im.fenghuo.xep.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class Xep0065BytestreamsTest {

  private static final Target SERVICE = Target.service("proxy");
  private static final String NAMESPACE = "http://jabber.org/protocol/bytestreams";
  private static final String TARGET = "juliet@example.org/balcony";
  private static final String HASH = Proxy.hash("s1", "romeo@localhost/orchard", TARGET);

  private int port;
  private TestServer server;
  private TcpPorts ports;
  private final TestAccount romeo = new TestAccount("romeo@localhost", 1);
  private final TestSession orchard = romeo.connect("orchard");

  @BeforeEach
  void listen() throws IOException {
    listen(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  private void listen(Duration timeToActivate, Duration idle) throws IOException {
    if (ports != null) {
      ports.close();
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProxySettings settings =
        new ProxySettings(Optional.of(port), Optional.empty(), 10, 4, timeToActivate, idle);
    server = new TestServer().install(new Xep0065Bytestreams(settings));
    ports = TcpPorts.open("127.0.0.1", server.tcpPorts());
  }

  @AfterEach
  void stop() {
    ports.close();
  }

  private String ask(TestSession session, String type, String attributes, String content) {
    return server
        .ask(
            session,
            SERVICE,
            "<iq xmlns='jabber:client' type='%s' id='1'><query xmlns='%s' %s>%s</query></iq>"
                .formatted(type, NAMESPACE, attributes, content))
        .toString();
  }

  private String activate(TestSession session, String sid) {
    return ask(session, "set", "sid='" + sid + "'", "<activate>" + TARGET + "</activate>");
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static byte[] request(int command, int type, String host, int port) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {5, (byte) command, 0, (byte) type, (byte) host.length()});
    out.write(host.getBytes(US_ASCII));
    out.write(new byte[] {(byte) (port >> 8), (byte) port});
    return out.toByteArray();
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private static byte[] read(Socket socket, int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /// As both sides do.
  private Socket join(String hash) throws IOException {
    Socket socket = connect();
    send(socket, new byte[] {5, 2, 0, 2});
    assertThat(read(socket, 2)).containsExactly(5, 0);
    send(socket, request(1, 3, hash, 0));
    byte[] reply = read(socket, 5 + hash.length() + 2);
    byte[] expected = request(0, 3, hash, 0);
    assertThat(reply).isEqualTo(expected);
    return socket;
  }

  /// Null when two are there already.
  private Socket tryToJoin() throws IOException {
    Socket socket = connect();
    send(socket, new byte[] {5, 1, 0});
    send(socket, request(1, 3, HASH, 0));
    if (read(socket, 4)[3] != 0) {
      socket.close();
      return null;
    }
    read(socket, 3 + HASH.length() + 2); // the rest of the reply
    return socket;
  }

  @Test
  void it_says_where_it_is() {
    assertThat(ask(orchard, "get", "", ""))
        .contains("jid='proxy.localhost'", "host='localhost'", "port='" + port + "'");
    assertThat(server.directory().identities(SERVICE).toString()).contains("proxy", "bytestreams");
  }

  @Test
  void without_a_port_there_is_no_proxy() {
    ProxySettings none =
        new ProxySettings(
            Optional.empty(),
            Optional.empty(),
            10,
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    TestServer other = new TestServer().install(new Xep0065Bytestreams(none));
    assertThat(other.directory().identities(SERVICE)).isEmpty();
  }

  @Test
  void what_one_side_sends_the_other_gets_both_ways_and_to_the_end() throws Exception {
    byte[] large = new byte[5_000_000];
    new Random(1).nextBytes(large);
    try (Socket one = join(HASH);
        Socket other = join(HASH)) {
      assertThat(activate(orchard, "s1")).contains("type='result'");
      send(other, "hello".getBytes(US_ASCII));
      assertThat(read(one, 5)).isEqualTo("hello".getBytes(US_ASCII));
      Thread sender =
          Thread.startVirtualThread(() -> {
            try {
              send(one, large);
              one.shutdownOutput();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(other.getInputStream().readAllBytes()).isEqualTo(large);
      sender.join();
      send(other, "bye".getBytes(US_ASCII));
      other.shutdownOutput();
      assertThat(one.getInputStream().readAllBytes()).isEqualTo("bye".getBytes(US_ASCII));
    }
  }

  @Test
  void only_the_requester_activates_and_only_once_both_are_there() throws Exception {
    assertThat(activate(orchard, "s1")).contains("item-not-found");
    try (Socket one = join(HASH)) {
      assertThat(activate(orchard, "s1")).contains("not-allowed");
      try (Socket other = join(HASH)) {
        assertThat(activate(orchard, "s2")).contains("item-not-found");
        TestSession stranger = new TestAccount("paris@localhost", 2).connect("hall");
        assertThat(activate(stranger, "s1")).contains("item-not-found");
        assertThat(activate(orchard, "s1")).contains("type='result'");
        assertThat(activate(orchard, "s1")).contains("item-not-found");
        send(one, new byte[] {1});
        assertThat(read(other, 1)).containsExactly(1);
      }
    }
  }

  @Test
  void a_third_one_is_refused() throws Exception {
    try (Socket one = join(HASH);
        Socket other = join(HASH);
        Socket third = connect()) {
      send(third, new byte[] {5, 1, 0});
      send(third, request(1, 3, HASH, 0));
      assertThat(read(third, 4)).containsExactly(5, 0, 5, 2);
      assertThat(activate(orchard, "s1")).contains("type='result'");
      send(one, new byte[] {1});
      assertThat(read(other, 1)).containsExactly(1);
    }
  }

  @Test
  void whoever_leaves_makes_room() throws Exception {
    try (Socket one = join(HASH)) {
      join(HASH).close();
      Socket joined = null;
      while (joined == null) { // until the server has heard of the end
        joined = tryToJoin();
      }
      try (Socket other = joined) {
        assertThat(activate(orchard, "s1")).contains("type='result'");
        send(one, new byte[] {1});
        assertThat(read(other, 1)).containsExactly(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 3, 7", "1, 1, 8", "3, 3, 7"})
  void what_bytestreams_do_not_use_is_refused(int command, int type, int code) throws Exception {
    try (Socket socket = connect()) {
      send(socket, new byte[] {5, 1, 0});
      send(socket, request(command, type, HASH, 0));
      assertThat(read(socket, 4)).containsExactly(5, 0, 5, code);
    }
  }

  @Test
  void what_is_no_socks_is_closed() throws Exception {
    for (byte[] bytes :
        List.of(
            "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII), new byte[] {5, 1, 2}, new byte[] {4})) {
      try (Socket socket = connect()) {
        send(socket, bytes);
        socket.shutdownOutput();
        while (!isClosed(socket)) {
          assertThat(socket.isConnected()).isTrue();
        }
      }
    }
  }

  @Test
  void whoever_waits_too_long_is_sent_away() throws Exception {
    listen(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (Socket silent = connect();
        Socket alone = join(HASH)) {
      assertThat(isClosed(alone)).isTrue();
      assertThat(isClosed(silent)).isTrue();
    }
    try (Socket one = join(HASH);
        Socket other = join(HASH)) {
      activate(orchard, "s1");
      assertThat(isClosed(one)).isTrue();
      assertThat(isClosed(other)).isTrue();
    }
  }

  @Test
  void an_address_has_a_number_of_connections() throws Exception {
    try (Socket one = join("a".repeat(40));
        Socket two = join("b".repeat(40));
        Socket three = join("c".repeat(40));
        Socket four = join("d".repeat(40));
        Socket five = connect()) {
      assertThat(isClosed(five)).isTrue();
      assertThat(List.of(one, two, three, four)).allMatch(Socket::isConnected);
    }
  }
}

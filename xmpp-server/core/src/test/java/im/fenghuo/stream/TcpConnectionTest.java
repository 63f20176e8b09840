package im.fenghuo.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {

  private static final String HEADER =
      "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final String BEGIN = "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
  private static final long TIME_FOR_STANZA = StreamFixture.FOREVER.toNanos();

  /// A client and a server that is told what time it is.
  private static final class Dialogue implements AutoCloseable {

    private final StreamFixture fixture;
    private final Socket socket;
    private final StringBuilder heard = new StringBuilder();

    Dialogue(long bytesPerSecond) throws IOException {
      fixture = new StreamFixture(bytesPerSecond);
      CompletableFuture<NetServer> server = new CompletableFuture<>();
      fixture.onLoop(() ->
          fixture
              .vertx
              .createNetServer()
              .connectHandler(accepted -> {
                var _ = new TcpConnection(fixture.context, (NetSocketInternal) accepted, null);
              })
              .listen(0, "127.0.0.1")
              .onSuccess(server::complete));
      socket = new Socket(InetAddress.getLoopbackAddress(), server.join().actualPort());
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /// Waits until the server says this.
    void hear(String text) throws IOException {
      InputStream in = socket.getInputStream();
      while (heard.indexOf(text) < 0) {
        int read = in.read();
        assertThat(read).as(heard.toString()).isNotNegative();
        heard.append((char) read);
      }
      heard.setLength(0);
    }

    boolean isOpenAt(long nanoTime) {
      fixture.onLoop(() -> fixture.context.streams().forEach(each -> each.checkTime(nanoTime)));
      return fixture.context.count() == 1;
    }

    @Override
    public void close() throws IOException {
      socket.close();
      fixture.close();
    }
  }

  @Test
  void a_stanza_that_is_not_finished_in_time_ends_the_stream() throws IOException {
    try (Dialogue client = new Dialogue(0)) {
      client.send(HEADER + BEGIN + "/>" + BEGIN);
      client.hear("<failure");
      long now = System.nanoTime();

      assertThat(client.isOpenAt(now)).isTrue();
      assertThat(client.isOpenAt(now + TIME_FOR_STANZA + 1)).isFalse();
      client.hear("<connection-timeout");
    }
  }

  @Test
  void who_is_always_in_the_middle_of_a_stanza_but_never_long_in_one_may_go_on()
      throws IOException {
    try (Dialogue client = new Dialogue(0)) {
      client.send(HEADER + BEGIN + "/>" + BEGIN);
      client.hear("<failure");
      long firstWasBegun = System.nanoTime();
      client.send("/>" + BEGIN);
      client.hear("<failure");

      assertThat(client.isOpenAt(firstWasBegun + TIME_FOR_STANZA + 1)).isTrue();
    }
  }

  @Test
  void who_is_not_read_needs_not_finish_a_stanza() throws IOException {
    try (Dialogue client = new Dialogue(1)) {
      client.send(HEADER + BEGIN + "/>" + BEGIN);
      client.hear("features");

      assertThat(client.isOpenAt(System.nanoTime() + TIME_FOR_STANZA + 1)).isTrue();
    }
  }

  @Test
  void an_error_before_the_header_is_sent_inside_a_stream_of_a_domain() throws IOException {
    try (Dialogue client = new Dialogue(0)) {
      client.send("<stream:stream xmlns:stream='urn:other'>");

      client.hear(" from='localhost'");
      client.hear("<invalid-namespace");
    }
  }
}

package im.fenghuo.conformance.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.server.TestServer;
import im.fenghuo.conformance.server.TimeLimit;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// One client cannot take the server from another.
@ExtendWith({TestServer.class, TimeLimit.class})
class FloodTest {

  private static final int FLOOD = 30_000;
  private static final int PINGS = 50;

  private final String user = "flood-" + UUID.randomUUID();

  @TestFactory
  Stream<DynamicTest> floods(ServerUnderTest server) throws Exception {
    server.createAccount(user, user);
    return Stream.of(
        test(server, "a flood from one client slows that client alone", this::flood),
        test(server, "a client that never reads slows nobody else", this::deaf),
        test(server, "many connections that send a byte at a time stop nobody", this::drops),
        test(server, "every byte in a packet of its own is understood", this::byteByByte),
        test(server, "answers come in order, however much is sent at once", this::pipelined));
  }

  private static DynamicTest test(
      ServerUnderTest server, String title, ThrowingConsumer<ServerUnderTest> test) {
    return DynamicTest.dynamicTest(title, () -> test.accept(server));
  }

  private void flood(ServerUnderTest server) throws Exception {
    // The last to be closed waits for the writer, which ends when its stream is closed.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        RawStream flooding = bound(server);
        RawStream other = bound(server)) {
      Future<?> flood = threads.submit(() -> flooding.send(pings(0, FLOOD)));
      pingOneByOne(other);
      flooding.awaitEnding("p" + (FLOOD - 1));
      flood.get();
    }
  }

  private void deaf(ServerUnderTest server) throws Exception {
    // The last to be closed waits for the writer, which ends when its stream is closed.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        RawStream deaf = bound(server);
        RawStream other = bound(server)) {
      Future<?> flood = threads.submit(() -> deaf.send(pings(0, 10 * FLOOD)));
      pingOneByOne(other);
      deaf.drop();
      flood.get();
    }
  }

  private void drops(ServerUnderTest server) throws Exception {
    RawStream[] slow = new RawStream[100];
    try {
      for (int i = 0; i < slow.length; i++) {
        slow[i] = RawStream.connect(server).send("<");
      }
      for (char each : "?xml version='1.0'?><stream:stream to".toCharArray()) {
        for (RawStream stream : slow) {
          stream.send(String.valueOf(each));
        }
      }
      try (RawStream other = bound(server)) {
        pingOneByOne(other);
      }
    } finally {
      for (RawStream stream : slow) {
        if (stream != null) {
          stream.close();
        }
      }
    }
  }

  private void byteByByte(ServerUnderTest server) throws Exception {
    try (RawStream stream = RawStream.connect(server)) {
      stream.sendByteByByte(RawStream.header(server.domain()));
      stream.await("features", text -> text.contains("</stream:features>"));
      stream.forget();
      stream.authenticate(user, user).bind();
      stream.sendByteByByte(
          "<presence/><message to='"
              + user
              + "@"
              + server.domain()
              + "' id='烽火'>"
              + "<body>烽火 🏯 ü</body></message>");
      stream.await("the message", text -> text.contains("烽火 🏯 ü"));
      stream.survives();
    }
  }

  private void pipelined(ServerUnderTest server) throws Exception {
    try (RawStream stream = bound(server)) {
      stream.send(pings(0, 200));
      stream.awaitEnding("p199");
      int at = -1;
      for (int i = 0; i < 200; i++) {
        int next =
            Math.max(
                stream.text().indexOf("'p" + i + "'"), stream.text().indexOf("\"p" + i + "\""));
        assertThat(next).as("answer %d", i).isGreaterThan(at);
        at = next;
      }
    }
  }

  private static void pingOneByOne(RawStream stream) throws IOException {
    for (int i = 0; i < PINGS; i++) {
      stream.survives();
      stream.forget();
    }
  }

  private static String pings(int from, int to) {
    StringBuilder pings = new StringBuilder();
    for (int i = from; i < to; i++) {
      pings.append("<iq type='get' id='p").append(i).append("'><ping xmlns='urn:xmpp:ping'/></iq>");
    }
    return pings.toString();
  }

  private RawStream bound(ServerUnderTest server) throws IOException {
    return RawStream.connect(server).open().authenticate(user, user).bind();
  }
}

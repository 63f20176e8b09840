package im.fenghuo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.SocketHandler;
import im.fenghuo.registry.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What extensions do beside streams: ports of their own, and work that is done again and again.
@Timeout(60)
class BesideClientsTest {

  private static final String HERE = "127.0.0.1";

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static TcpPorts open(int port, SocketHandler handler) throws IOException {
    return TcpPorts.open(HERE, List.of(new Registry.TcpPort(port, 2, 2, handler)));
  }

  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    }
  }

  @Test
  void a_connection_ends_with_its_handler_and_with_the_server() throws Exception {
    int port = anyFree();
    TcpPorts ports =
        open(
            port,
            socket -> {
              socket.getOutputStream().write('!');
              if (socket.getInputStream().read() == 'x') {
                throw new IllegalStateException("on purpose");
              }
            });
    try (Socket fails = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket waits = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(read(fails)).isEqualTo('!');
      assertThat(read(waits)).isEqualTo('!');
      try (Socket oneTooMany = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(read(oneTooMany)).isNegative();
      }
      fails.getOutputStream().write('x');
      assertThat(read(fails)).isNegative();
      ports.close();
      assertThat(read(waits)).isNegative();
    }
  }

  @Test
  void a_port_that_is_taken_is_named_and_none_stays_open() throws Exception {
    int free = anyFree();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() ->
              TcpPorts.open(
                  HERE,
                  List.of(
                      new Registry.TcpPort(free, 1, 1, _ -> {}),
                      new Registry.TcpPort(port, 1, 1, _ -> {}))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port);
    }
    open(free, _ -> {}).close();
  }

  @Test
  void work_is_done_again_also_after_it_has_failed() throws Exception {
    BlockingQueue<String> done = new ArrayBlockingQueue<>(1);
    Runnable work =
        () -> {
          try {
            done.put("again");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IllegalStateException("on purpose");
        };
    PeriodicWork periodic =
        PeriodicWork.start(List.of(new Registry.Periodic(Duration.ofMillis(1), work)));
    for (int i = 0; i < 3; i++) {
      assertThat(done.take()).isEqualTo("again");
    }
    periodic.close();
  }
}

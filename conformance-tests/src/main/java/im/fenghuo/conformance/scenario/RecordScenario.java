package im.fenghuo.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.client.Tap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between clients and a server, and writes down what they say as a scenario. The clients
/// must not use TLS, or else there is nothing to read.
///
/// `RecordScenario LISTEN-PORT SERVER-HOST:PORT DOMAIN`; Enter ends the recording.
public final class RecordScenario {

  private RecordScenario() {}

  /// Blocks until Enter is pressed, and prints the scenario.
  ///
  /// @throws IOException if it cannot listen
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("LISTEN-PORT SERVER-HOST:PORT DOMAIN");
      System.exit(2);
    }
    Recording recording = new Recording(args[2]);
    try (ServerSocket listener =
        new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
      Address server = Address.parse(args[1]);
      Thread.ofVirtual().start(() -> accept(listener, server, recording));
      System.err.println("Recording on port " + listener.getLocalPort() + "; Enter ends it");
      new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    }
    System.out.print(recording.toScenario());
  }

  /// Takes clients until the listener is closed. Blocks.
  static void accept(ServerSocket listener, Address server, Recording recording) {
    try {
      for (int next = 1; ; next++) {
        int number = next;
        Socket client = listener.accept();
        Tap.between(
            client,
            new Socket(server.host(), server.port()),
            sent -> recording.sent(number, sent),
            received -> recording.received(number, received));
      }
    } catch (IOException closed) {
      // The recording has ended.
    }
  }
}

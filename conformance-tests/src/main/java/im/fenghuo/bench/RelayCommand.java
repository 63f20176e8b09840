package im.fenghuo.bench;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench relay`: runs the [Relay] for a bounded time.
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    description = {
      "Copies messages between the sockets of load clients, one to one and one to a room, without",
      "XMPP: the limit to measure a server against. It listens on 127.0.0.1, asks for no password and is not a server."
    })
final class RelayCommand implements Callable<Integer> {

  @Option(names = "--port", description = "TCP port (default: ${DEFAULT-VALUE}, 0 = a free one)")
  private int port = 5222;

  @Option(
      names = "--tls-port",
      description = "direct TLS on this port too; needs --key and --certificate")
  private int tlsPort;

  @Option(names = "--key", paramLabel = "PEM", description = "private key for --tls-port")
  private @Nullable String key;

  @Option(
      names = "--certificate",
      paramLabel = "PEM",
      description = "certificate chain for --tls-port")
  private @Nullable String certificate;

  @Option(names = "--loops", description = "event loops (default: one per processor)")
  private int loops = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--minutes",
      description = "stops by itself after so long (default: ${DEFAULT-VALUE})")
  private int minutes = 60;

  @Override
  public Integer call() throws InterruptedException {
    try (Relay relay = new Relay(port, tls(), loops)) {
      System.out.println(
          "relay listens on 127.0.0.1:" + relay.port() + ", pid " + ProcessHandle.current().pid());
      new CountDownLatch(1).await(minutes, TimeUnit.MINUTES);
    }
    return 0;
  }

  private Optional<Relay.DirectTls> tls() {
    if (tlsPort == 0) {
      return Optional.empty();
    }
    if (key == null || certificate == null) {
      throw new IllegalArgumentException("--tls-port needs --key and --certificate");
    }
    return Optional.of(new Relay.DirectTls(tlsPort, key, certificate));
  }
}

package im.fenghuo.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The cheapest thing that the chat scenario can run against: a limit to measure servers against,
/// **not a server**.
///
/// It copies the bytes of each message to the socket of the account named in `to`, or to all who
/// have sent presence to the same room, and answers everything else a client says with canned
/// bytes. It knows no password, no roster and no presence, and sends to one socket per account.
/// What a server needs beyond the relay's CPU time per message is what its XMPP costs.
final class Relay implements AutoCloseable {

  /// Also listen with TLS from the first byte, with these PEM files.
  record DirectTls(int port, String key, String certificate) {}

  private final Vertx vertx;
  private final Map<String, RelayConnection> online = new ConcurrentHashMap<>();
  private final Map<String, RelayRoom> rooms = new ConcurrentHashMap<>();
  private final int port;

  /// Blocks until it listens on the loopback address, with one acceptor for each event loop.
  ///
  /// @param port the plain TCP port, 0 for a free one
  Relay(int port, Optional<DirectTls> tls, int loops) {
    this.vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    this.port = listen(new NetServerOptions().setPort(port == 0 ? -1 : port), loops);
    tls.ifPresent(direct ->
        listen(
            new NetServerOptions()
                .setPort(direct.port)
                .setSsl(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions().addKeyPath(direct.key).addCertPath(direct.certificate)),
            loops));
  }

  /// The plain TCP port.
  int port() {
    return port;
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private int listen(NetServerOptions options, int loops) {
    options.setHost("127.0.0.1").setAcceptBacklog(4096).setTcpNoDelay(true);
    AtomicInteger bound = new AtomicInteger();
    vertx
        .deployVerticle(
            () -> new Acceptor(options, bound), new DeploymentOptions().setInstances(loops))
        .await();
    return bound.get();
  }

  private final class Acceptor extends VerticleBase {

    private final NetServerOptions options;
    private final AtomicInteger bound;

    Acceptor(NetServerOptions options, AtomicInteger bound) {
      this.options = options;
      this.bound = bound;
    }

    @Override
    public Future<NetServer> start() {
      return vertx
          .createNetServer(options)
          .connectHandler(socket -> new RelayConnection(socket, vertx, online, rooms).start())
          .listen()
          .onSuccess(server -> bound.set(server.actualPort()));
    }
  }
}

package im.fenghuo.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Accepts clients over TCP, spread over all loops.
public final class TcpListener {

  private static final int BACKLOG = 4096;

  private final Vertx vertx;
  private final List<StreamContext> contexts;
  private final List<NetServer> servers = new ArrayList<>();

  /// @param contexts one for each loop that serves clients
  public TcpListener(Vertx vertx, List<StreamContext> contexts) {
    this.vertx = vertx;
    this.contexts = contexts;
  }

  /// Listens.
  ///
  /// @param tls the server's certificate; null when it has none
  /// @param direct whether TLS begins at once (XEP-0368), rather than by STARTTLS
  /// @return completes when all loops accept
  public Future<Void> listen(
      String host, int port, @Nullable ServerSSLOptions tls, boolean direct) {
    NetServerOptions options =
        new NetServerOptions()
            .setHost(host)
            .setPort(port)
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setAcceptBacklog(BACKLOG);
    options.setSsl(direct);
    List<Future<NetServer>> listening = new ArrayList<>();
    for (StreamContext context : contexts) {
      NetServer server = vertx.createNetServer(options);
      servers.add(server);
      server.connectHandler(
          socket -> new TcpConnection(context, (NetSocketInternal) socket, !direct && tls != null));
      server.exceptionHandler(_ -> {});
      if (tls != null) {
        options.setSsl(direct);
      }
      listening.add(
          context.loop().context().succeededFuture().compose(_ -> server.listen(port, host)));
    }
    return Future.all(listening).mapEmpty();
  }

  /// The port that is listened on.
  public int port() {
    return servers.getFirst().actualPort();
  }

  /// Uses another certificate for the connections to come.
  public Future<Void> update(ServerSSLOptions tls) {
    List<Future<Boolean>> updates = new ArrayList<>();
    servers.forEach(server -> updates.add(server.updateSSLOptions(tls)));
    return Future.all(updates).mapEmpty();
  }

  /// Accepts nobody any more; streams go on.
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    servers.forEach(server -> closing.add(server.close()));
    return Future.all(closing).mapEmpty();
  }
}

package im.fenghuo.stream;

import im.fenghuo.tls.Certificates;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Accepts clients over TCP, spread over all loops.
public final class TcpListener {

  private static final int BACKLOG = 4096;

  /// What clients ask for by ALPN (XEP-0368).
  public static final String ALPN = "xmpp-client";

  private final Vertx vertx;
  private final List<StreamContext> contexts;
  private final AddressLimit addresses;
  private final List<NetServer> servers = new ArrayList<>();
  private final StartTls startTls;
  private boolean direct;

  /// @param contexts one for each loop that serves clients
  /// @param addresses how many connections an address may have
  public TcpListener(Vertx vertx, List<StreamContext> contexts, AddressLimit addresses) {
    this.vertx = vertx;
    this.contexts = contexts;
    this.addresses = addresses;
    this.startTls = new StartTls(vertx);
  }

  /// Listens.
  ///
  /// @param port one that is free, not 0
  /// @param direct whether TLS begins at once (XEP-0368), rather than by STARTTLS
  /// @return completes when all loops accept
  public Future<Void> listen(String host, int port, Certificates certificates, boolean direct) {
    NetServerOptions options = new NetServerOptions();
    if (direct) {
      certificates.applyTo(options, ALPN);
    } else {
      certificates.applyTo(options);
    }
    options.setSsl(direct).setTcpNoDelay(true).setReuseAddress(true).setAcceptBacklog(BACKLOG);
    this.direct = direct;
    return direct
        ? listen(host, port, options)
        : startTls.use(certificates.options()).compose(_ -> listen(host, port, options));
  }

  private Future<Void> listen(String host, int port, NetServerOptions options) {
    List<Future<NetServer>> listening = new ArrayList<>();
    for (StreamContext context : contexts) {
      NetServer server = vertx.createNetServer(options);
      servers.add(server);
      server.connectHandler(socket -> accept(context, (NetSocketInternal) socket));
      server.exceptionHandler(_ -> {}); // a handshake that failed is the client's business
      listening.add(on(context, () -> server.listen(port, host)));
    }
    return Future.all(listening).mapEmpty();
  }

  private void accept(StreamContext context, NetSocketInternal socket) {
    Channel channel = socket.channelHandlerContext().channel();
    if (addresses.admit(ClientAddress.of(socket.remoteAddress()), channel)) {
      new TcpConnection(context, socket, direct ? null : startTls);
    }
  }

  /// Runs something on a loop, so that what it opens belongs there.
  static <T> Future<T> on(StreamContext context, Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.loop().context().runOnContext(_ -> work.get().onComplete(promise));
    return promise.future();
  }

  /// The port that is listened on.
  public int port() {
    return servers.getFirst().actualPort();
  }

  /// Uses another certificate for the connections to come.
  public Future<Void> update(ServerSSLOptions tls) {
    if (!direct) {
      return startTls.use(tls);
    }
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

package im.fenghuo.http;

import im.fenghuo.stream.AddressLimit;
import im.fenghuo.stream.BoshSessions;
import im.fenghuo.stream.ClientAddress;
import im.fenghuo.stream.StreamContext;
import im.fenghuo.stream.WebSocketConnection;
import im.fenghuo.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One HTTP or HTTPS port, served by all loops that carry HTTP.
///
/// Nothing is compressed here: what a site serves is compressed beforehand, and compressing what a
/// stream carries would tell who can measure it about its content (and cost more than it saves).
public final class HttpListener {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 4096;
  private static final int MAX_HEADER = 16 * 1024;

  /// Of the pieces in which a body comes: larger ones make the way from thread to thread cheaper.
  private static final int MAX_CHUNK = 32 * 1024;

  /// What a WebSocket message may have beyond a stanza, so that one that is a little too large gets
  /// its stream error rather than a dead connection.
  private static final int BEYOND = 64 * 1024;

  private final Vertx vertx;
  private final List<StreamContext> contexts;
  private final Offer offer;
  private final AddressLimit addresses;
  private final Origins origins;
  private final List<HttpServer> servers = new ArrayList<>();

  /// What is offered.
  ///
  /// @param bosh the sessions of BOSH where that is offered, shared by all ports
  /// @param publicUrl by which browsers reach the server when a proxy stands before it
  /// @param origins whose pages may connect
  /// @param maxMessage how many bytes a WebSocket message may have
  /// @param services what extensions answer, shared by all ports
  /// @param sites further things that are served
  public record Offer(
      boolean webSocket,
      Optional<BoshSessions> bosh,
      Optional<String> publicUrl,
      List<String> origins,
      int maxMessage,
      List<WebService> services,
      List<Site> sites) {}

  /// Something that is served beside the streams.
  @FunctionalInterface
  public interface Site {
    /// Adds its routes. Once for each loop.
    void mount(Router router);
  }

  /// @param contexts one for each of the loops
  /// @param addresses how many connections an address may have
  public HttpListener(List<StreamContext> contexts, Offer offer, AddressLimit addresses) {
    this.vertx = contexts.getFirst().loop().context().owner();
    this.contexts = contexts;
    this.offer = offer;
    this.addresses = addresses;
    this.origins = new Origins(offer.origins());
  }

  /// Listens.
  ///
  /// @param port one that is free, not 0
  /// @param certificates for HTTPS; null for HTTP
  public Future<Void> listen(String host, int port, @Nullable Certificates certificates) {
    List<Future<HttpServer>> listening = new ArrayList<>();
    HttpServerOptions options = options(certificates);
    for (StreamContext context : contexts) {
      HttpConnections connections =
          new HttpConnections(context.loop(), HttpConnections.Limits.DEFAULT);
      Router router = router(context, connections);
      HttpServer server = vertx.createHttpServer(options);
      servers.add(server);
      server.connectionHandler(connection -> accept(connections, connection));
      server.requestHandler(request -> {
        connections.request(request);
        router.handle(request);
      });
      // What is no HTTP is answered 400 and closed: nothing to log.
      server.exceptionHandler(_ -> {});
      Promise<HttpServer> listens = Promise.promise();
      context.loop().context().runOnContext(_ -> server.listen(port, host).onComplete(listens));
      listening.add(listens.future());
    }
    return Future.all(listening).mapEmpty();
  }

  /// Counted by its channel, which outlives the connection's turning into a WebSocket.
  private void accept(HttpConnections connections, HttpConnection connection) {
    String address = ClientAddress.of(connection.remoteAddress());
    var channel = ((HttpServerConnection) connection).channelHandlerContext().channel();
    if (addresses.admit(address, channel)) {
      connections.opened(connection);
    }
  }

  private HttpServerOptions options(@Nullable Certificates certificates) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setAcceptBacklog(BACKLOG)
            .setTcpNoDelay(true)
            .setMaxHeaderSize(MAX_HEADER)
            .setMaxChunkSize(MAX_CHUNK)
            .setWebSocketSubProtocols(List.of("xmpp"))
            .setMaxWebSocketMessageSize(offer.maxMessage() + BEYOND)
            .setMaxWebSocketFrameSize(offer.maxMessage() + BEYOND)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    if (certificates != null) {
      // HTTP/1.1 alone: over HTTP/2, files that a browser asks for at the same time did not arrive.
      certificates.applyTo(options).setSsl(true);
    }
    return options;
  }

  private Router router(StreamContext context, HttpConnections connections) {
    Router router = Router.router(vertx);
    // Not worth a line in the log: whoever wants can ask for what is no path.
    router.errorHandler(
        400,
        routing ->
            Pages.text(routing.response().setStatusCode(400), "This is no request for a path.\n"));
    router.errorHandler(404, failed(404, "There is nothing at this address.\n"));
    router.errorHandler(405, failed(405, "This address cannot be asked in this way.\n"));
    router.errorHandler(500, failed(500, "The server failed here; its log says more.\n"));
    hostMeta(router);
    offer.bosh().ifPresent(sessions -> new BoshEndpoint(context, sessions, origins).mount(router));
    if (offer.webSocket()) {
      router.get(HttpPaths.WEB_SOCKET).handler(routing -> webSocket(context, connections, routing));
    }
    for (WebService service : offer.services()) {
      new WebEndpoint(context.loop(), connections, service).mount(router);
    }
    offer.sites().forEach(site -> site.mount(router));
    return router;
  }

  private static Handler<RoutingContext> failed(int status, String text) {
    return routing -> {
      if (routing.failure() != null) {
        LOG.error("Answering {} failed", routing.normalizedPath(), routing.failure());
      }
      if (!routing.response().ended()) {
        Pages.text(routing.response().setStatusCode(status), text);
      }
    };
  }

  private void hostMeta(Router router) {
    router
        .route(HttpPaths.HOST_META + "*")
        .handler(routing -> origins.handle(routing, "GET, HEAD, OPTIONS"));
    router
        .get(HttpPaths.HOST_META)
        .handler(routing ->
            routing
                .response()
                .putHeader("Content-Type", "application/xrd+xml; charset=utf-8")
                .end(hostMeta(routing).toXml()));
    router
        .get(HttpPaths.HOST_META + ".json")
        .handler(routing ->
            routing
                .response()
                .putHeader("Content-Type", "application/json")
                .end(hostMeta(routing).toJson()));
  }

  private void webSocket(
      StreamContext context, HttpConnections connections, RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String upgrade = request.getHeader("Upgrade");
    if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
      if (request.version() == HttpVersion.HTTP_1_1) {
        routing.response().putHeader("Connection", "Upgrade").putHeader("Upgrade", "websocket");
      }
      Pages.text(
          routing.response().setStatusCode(426),
          "This is where XMPP clients connect by WebSocket, with the subprotocol xmpp.\n");
      return;
    }
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    if (protocols == null || !List.of(protocols.split("\\s*,\\s*")).contains("xmpp")) {
      Pages.text(
          routing.response().setStatusCode(400), "The subprotocol must be xmpp (RFC 7395).\n");
      return;
    }
    if (!origins.allows(request)) {
      Pages.text(routing.response().setStatusCode(403), "Pages of this origin may not connect.\n");
      return;
    }
    request
        .toWebSocket()
        .onSuccess(socket -> {
          connections.upgraded(request.connection());
          var _ = new WebSocketConnection(context, socket);
        })
        .onFailure(routing::fail);
  }

  private HostMeta hostMeta(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String origin =
        offer
            .publicUrl()
            .orElseGet(() ->
                request.scheme()
                    + "://"
                    + (request.authority() == null ? "localhost" : request.authority().toString()));
    return new HostMeta(origin, offer.webSocket(), offer.bosh().isPresent());
  }

  /// The port that is listened on.
  public int port() {
    return servers.getFirst().actualPort();
  }

  /// Uses another certificate for the connections to come.
  public Future<Void> update(ServerSSLOptions tls) {
    return Future.all(servers.stream().map(server -> server.updateSSLOptions(tls)).toList())
        .mapEmpty();
  }

  /// Accepts nobody any more.
  public Future<Void> close() {
    return Future.all(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }
}

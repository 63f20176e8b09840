package im.fenghuo.http;

import im.fenghuo.stream.StreamContext;
import im.fenghuo.stream.WebSocketConnection;
import im.fenghuo.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One HTTP or HTTPS port, served by all loops.
public final class HttpListener {

  private static final int BACKLOG = 4096;

  private final Vertx vertx;
  private final List<StreamContext> contexts;
  private final Offer offer;
  private final List<HttpServer> servers = new ArrayList<>();

  /// What is offered.
  ///
  /// @param publicUrl by which browsers reach the server when a proxy stands before it
  /// @param origins whose pages may connect
  /// @param maxMessage how many bytes a WebSocket message may have
  /// @param sites further things that are served
  public record Offer(
      boolean webSocket,
      boolean bosh,
      Optional<String> publicUrl,
      List<String> origins,
      int maxMessage,
      List<Site> sites) {}

  /// Something that is served beside the streams.
  @FunctionalInterface
  public interface Site {
    /// Adds its routes. Once for each loop.
    void mount(Router router);
  }

  /// @param contexts one for each loop that serves clients
  public HttpListener(Vertx vertx, List<StreamContext> contexts, Offer offer) {
    this.vertx = vertx;
    this.contexts = contexts;
    this.offer = offer;
  }

  /// Listens.
  ///
  /// @param port one that is free, not 0
  /// @param certificates for HTTPS; null for HTTP
  public Future<Void> listen(String host, int port, @Nullable Certificates certificates) {
    List<Future<HttpServer>> listening = new ArrayList<>();
    for (StreamContext context : contexts) {
      HttpServerOptions options =
          new HttpServerOptions()
              .setAcceptBacklog(BACKLOG)
              .setTcpNoDelay(true)
              .setWebSocketSubProtocols(List.of("xmpp"))
              .setMaxWebSocketMessageSize(offer.maxMessage())
              .setMaxWebSocketFrameSize(offer.maxMessage())
              .setCompressionSupported(true);
      if (certificates != null) {
        certificates.applyTo(options, "h2", "http/1.1").setSsl(true).setUseAlpn(true);
      }
      HttpServer server = vertx.createHttpServer(options);
      servers.add(server);
      server.requestHandler(router(context));
      Promise<HttpServer> listens = Promise.promise();
      context.loop().context().runOnContext(_ -> server.listen(port, host).onComplete(listens));
      listening.add(listens.future());
    }
    return Future.all(listening).mapEmpty();
  }

  private Router router(StreamContext context) {
    Router router = Router.router(vertx);
    CorsHandler cors = CorsHandler.create();
    if (offer.origins().contains("*")) {
      cors.addOriginWithRegex(".*");
    } else {
      cors.addOrigins(offer.origins());
    }
    cors.allowedMethod(HttpMethod.GET)
        .allowedMethod(HttpMethod.POST)
        .allowedMethod(HttpMethod.OPTIONS)
        .allowedHeader("Content-Type");
    router.route(HttpPaths.HOST_META + "*").handler(cors);
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
    if (offer.webSocket()) {
      router.get(HttpPaths.WEB_SOCKET).handler(routing -> webSocket(context, routing));
    }
    offer.sites().forEach(site -> site.mount(router));
    return router;
  }

  private static void webSocket(StreamContext context, RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String upgrade = request.getHeader("Upgrade");
    if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
      routing
          .response()
          .setStatusCode(426)
          .putHeader("Upgrade", "websocket")
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end("This is where XMPP clients connect by WebSocket, with the subprotocol xmpp.\n");
      return;
    }
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    if (protocols == null || !List.of(protocols.split("\\s*,\\s*")).contains("xmpp")) {
      routing.response().setStatusCode(400).end("The subprotocol must be xmpp (RFC 7395).\n");
      return;
    }
    request
        .toWebSocket()
        .onSuccess(socket -> new WebSocketConnection(context, socket))
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
    return new HostMeta(origin, offer.webSocket(), offer.bosh());
  }

  /// The port that is listened on.
  public int port() {
    return servers.getFirst().actualPort();
  }

  /// Accepts nobody any more.
  public Future<Void> close() {
    return Future.all(servers.stream().map(HttpServer::close).toList()).mapEmpty();
  }
}

package im.fenghuo.http;

import im.fenghuo.lane.Loop;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/// Takes the requests to what an extension answers, on one loop.
final class WebEndpoint {

  /// How many pieces of answers may wait for the loop: it encrypts them one after the other, and
  /// what else it has to do waits behind them.
  private static final int PIECES = 4;

  private final Loop loop;
  private final Semaphore turn = new Semaphore(PIECES);
  private final HttpConnections connections;
  private final WebService service;

  WebEndpoint(Loop loop, HttpConnections connections, WebService service) {
    this.loop = loop;
    this.connections = connections;
    this.service = service;
  }

  void mount(Router router) {
    router.route(service.path() + "*").handler(this::receive);
  }

  private void receive(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String path = request.path();
    // The router has looked at the path in normal form: what only seems to lead here is nobody's.
    if (path == null || !path.startsWith(service.path())) {
      routing.next();
      return;
    }
    WebExchange exchange =
        new WebExchange(loop, request, path.substring(service.path().length()), turn, service);
    connections.paced(request.connection(), service.limits(), exchange::moved);
    service.start(exchange);
  }
}

package im.fenghuo.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which web pages may use the streams: those of this server itself, and those of the origins that
/// are allowed (CORS). Programs that are no browsers do not say an origin and are not asked for
/// one.
final class Origins {

  private static final String MAX_AGE_SECONDS = "86400";

  private final boolean all;
  private final List<String> allowed;

  /// @param allowed as in `https://chat.example.org`; `*` for all
  Origins(List<String> allowed) {
    this.all = allowed.contains("*");
    this.allowed = List.copyOf(allowed);
  }

  boolean allows(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null || all || allowed.contains(origin) || isOwn(origin, request);
  }

  private static boolean isOwn(String origin, HttpServerRequest request) {
    HostAndPort host = request.authority();
    return host != null && origin.equalsIgnoreCase(request.scheme() + "://" + host);
  }

  /// Tells the browser that the page may read the answer, or answers 403 where it may not; answers
  /// the browser's question beforehand (a preflight request).
  ///
  /// @param methods that may be used
  void handle(RoutingContext routing, String methods) {
    HttpServerRequest request = routing.request();
    HttpServerResponse response = routing.response();
    String origin = request.getHeader("Origin");
    if (!allows(request)) {
      Pages.text(response.setStatusCode(403), "Pages of " + shown(origin) + " may not connect.\n");
      return;
    }
    if (all) {
      response.putHeader("Access-Control-Allow-Origin", "*");
    } else if (origin != null) {
      response.putHeader("Access-Control-Allow-Origin", origin).putHeader("Vary", "Origin");
    }
    if (!request.method().name().equals("OPTIONS")) {
      routing.next();
      return;
    }
    response
        .putHeader("Allow", methods)
        .putHeader("Access-Control-Allow-Methods", methods)
        .putHeader("Access-Control-Allow-Headers", "Content-Type")
        .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS)
        .setStatusCode(204)
        .end();
  }

  private static String shown(@Nullable String origin) {
    return origin == null || origin.length() > 200 ? "this origin" : origin;
  }
}

package im.fenghuo.dist;

import im.fenghuo.api.Jid;
import im.fenghuo.config.Config;
import im.fenghuo.console.WebChat;
import im.fenghuo.http.HttpListener;
import im.fenghuo.http.HttpPaths;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The web client at the root of the HTTP ports, from the class path.
///
/// Files are asked for again each time and answered "not modified" by their tag: they have no
/// version in their names, and a page must not mix those of two versions.
final class WebChatSite implements HttpListener.Site {

  /// Names of files and folders, none of which begins with a dot: nothing leads out of the folder.
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+");

  private static final String NOT_FOUND =
      """
      <!doctype html>
      <html lang="en">
        <meta charset="utf-8">
        <title>Not here</title>
        <h1>There is nothing at this address</h1>
        <p>The chat is <a href="/">at the beginning</a>.</p>
      </html>
      """;

  private final Vertx vertx;
  private final Buffer configuration;
  private final ConcurrentHashMap<String, WebFile> files = new ConcurrentHashMap<>();

  private final List<String> domains;
  private final UnaryOperator<String> webAddress;

  /// @param config says how the web client is to connect
  /// @param registration whether people may register
  /// @param webAddress where files of a domain's accounts are uploaded to; known when the ports are
  WebChatSite(Vertx vertx, Config config, boolean registration, UnaryOperator<String> webAddress) {
    this.vertx = vertx;
    this.domains = config.server().domains().stream().map(Jid::toString).toList();
    this.webAddress = webAddress;
    this.configuration = configuration(config, registration).toBuffer();
  }

  private static JsonObject configuration(Config config, boolean registration) {
    JsonObject json =
        new JsonObject()
            .put("domain", config.server().domains().getFirst().toString())
            .put("registration", registration);
    if (config.http().webSocket()) {
      json.put("websocketPath", HttpPaths.WEB_SOCKET);
    }
    if (config.http().bosh()) {
      json.put("boshPath", HttpPaths.BOSH);
    }
    return json;
  }

  @Override
  public void mount(Router router) {
    router.get(WebChat.CONFIGURATION_PATH).handler(this::configuration);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::file);
  }

  private void configuration(RoutingContext routing) {
    safe(routing.response())
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(configuration);
  }

  private void file(RoutingContext routing) {
    String path = routing.request().path();
    String name = path == null || path.equals("/") ? "/index.html" : path;
    if (!PATH.matcher(name).matches()) {
      notFound(routing);
      return;
    }
    WebFile known = files.get(name);
    if (known != null && (!known.compressed() || acceptsGzip(routing))) {
      send(routing, known);
      return;
    }
    // Files that do not exist are not remembered: there is no end of them.
    vertx
        .executeBlocking(() -> load(name), false)
        .onSuccess(file -> {
          if (file == null) {
            notFound(routing);
          } else if (acceptsGzip(routing)) {
            send(routing, file);
          } else {
            sendPlain(routing, file);
          }
        })
        .onFailure(routing::fail);
  }

  /// Blocks.
  private @Nullable WebFile load(String name) {
    WebFile known = files.get(name);
    if (known != null) {
      return known;
    }
    WebFile file = WebFile.read(WebChat.class.getClassLoader(), WebChat.RESOURCES + name);
    if (file != null) {
      files.put(name, file);
    }
    return file;
  }

  private static boolean acceptsGzip(RoutingContext routing) {
    String accepted = routing.request().getHeader("Accept-Encoding");
    return accepted != null
        && accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }

  private void sendPlain(RoutingContext routing, WebFile file) {
    vertx
        .executeBlocking(() -> new WebFile(file.type(), file.tag(), file.plain(), false), false)
        .onSuccess(plain -> send(routing, plain))
        .onFailure(routing::fail);
  }

  private void send(RoutingContext routing, WebFile file) {
    HttpServerResponse response =
        safe(routing.response())
            .putHeader("ETag", file.tag())
            .putHeader("Cache-Control", "no-cache")
            .putHeader("Vary", "Accept-Encoding");
    String known = routing.request().getHeader("If-None-Match");
    if (known != null && known.contains(file.tag())) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", file.type());
    if (file.compressed()) {
      response.putHeader("Content-Encoding", "gzip");
    }
    if (routing.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(file.content().length())).end();
    } else {
      response.end(file.content());
    }
  }

  private void notFound(RoutingContext routing) {
    safe(routing.response())
        .setStatusCode(404)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(NOT_FOUND);
  }

  private HttpServerResponse safe(HttpServerResponse response) {
    List<String> files = domains.stream().map(webAddress).distinct().toList();
    return response
        .putHeader("Content-Security-Policy", WebChat.contentSecurityPolicy(files))
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin");
  }
}

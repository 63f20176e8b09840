package im.fenghuo.dist;

import im.fenghuo.api.Jid;
import im.fenghuo.archive.Retention;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands commands to the server that runs.
final class ControlClient implements AccountRegister {

  private final HttpClient client;
  private final SocketAddress server;

  private ControlClient(HttpClient client, SocketAddress server) {
    this.client = client;
    this.server = server;
  }

  static ControlClient of(Vertx vertx, Path socket) {
    return new ControlClient(
        vertx.createHttpClient(), SocketAddress.domainSocketAddress(socket.toString()));
  }

  /// Blocks. The same, to a server that must be there.
  static ControlClient toServer(Vertx vertx, Path data, Path socket) throws CommandException {
    if (!isServed(vertx, socket)) {
      throw new CommandException("no server is running on " + data.toAbsolutePath(), null);
    }
    return of(vertx, socket);
  }

  /// Blocks. Whether a server listens there: a killed one leaves its socket behind.
  static boolean isServed(Vertx vertx, Path socket) {
    if (!Files.exists(socket)) {
      return false;
    }
    try {
      vertx
          .createNetClient()
          .connect(SocketAddress.domainSocketAddress(socket.toString()))
          .await()
          .close();
      return true;
    } catch (Exception refused) {
      if (refused instanceof ConnectException
          || refused instanceof SocketException
          || refused instanceof FileNotFoundException) {
        return false;
      }
      throw refused;
    }
  }

  /// Blocks. What the server says about itself.
  JsonObject status() throws CommandException {
    return send(HttpMethod.GET, ControlServer.STATUS, new JsonObject());
  }

  /// Blocks. Whether the server has taken up another certificate.
  boolean reload() throws CommandException {
    return send(HttpMethod.POST, ControlServer.RELOAD, new JsonObject()).getBoolean("renewed");
  }

  @Override
  public void create(Jid account, String password) throws CommandException {
    send(HttpMethod.POST, ControlServer.ACCOUNTS, body(account).put("password", password));
  }

  @Override
  public void changePassword(Jid account, String password) throws CommandException {
    send(HttpMethod.PUT, ControlServer.ACCOUNTS, body(account).put("password", password));
  }

  @Override
  public void remove(Jid account) throws CommandException {
    send(HttpMethod.DELETE, ControlServer.ACCOUNTS, body(account));
  }

  @Override
  public void retain(Jid account, @Nullable Retention retention) throws CommandException {
    String text = retention == null ? null : retention.toString();
    send(HttpMethod.PUT, ControlServer.RETENTION, body(account).put("retention", text));
  }

  @Override
  public List<String> names(String domain, String after) throws CommandException {
    String query = "?domain=" + encoded(domain) + "&after=" + encoded(after);
    JsonArray names =
        send(HttpMethod.GET, ControlServer.ACCOUNTS + query, new JsonObject())
            .getJsonArray("names");
    return names.stream().map(String::valueOf).toList();
  }

  private JsonObject send(HttpMethod method, String uri, JsonObject body) throws CommandException {
    RequestOptions options =
        new RequestOptions().setServer(server).setHost("localhost").setMethod(method).setURI(uri);
    try {
      Answer answer =
          client
              .request(options)
              .compose(request -> request.send(body.toBuffer()))
              .compose(
                  response -> response.body().map(text -> new Answer(response.statusCode(), text)))
              .await();
      if (answer.code() != 200) {
        throw new CommandException(
            answer.text().toJsonObject().getString("error", "refused"), null);
      }
      return answer.text().toJsonObject();
    } catch (Exception e) {
      if (e instanceof IOException) {
        throw new CommandException("the server does not answer: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private record Answer(int code, Buffer text) {}

  private static JsonObject body(Jid account) {
    return new JsonObject().put("jid", account.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

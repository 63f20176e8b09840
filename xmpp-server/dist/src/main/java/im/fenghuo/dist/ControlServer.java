package im.fenghuo.dist;

import im.fenghuo.api.DbException;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.archive.Retention;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes the commands of the command line in a running server: HTTP on a socket in the data
/// directory, which only its owner can open.
final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  static final String ACCOUNTS = "/accounts";
  static final String RETENTION = "/accounts/retention";
  static final String STATUS = "/status";
  static final String RELOAD = "/reload";

  private static final int MAX_BODY = 65_536;

  private final AccountRegister accounts;
  private final ControlTransfer transfer;
  private final Running server;
  private final HttpServer http;
  private final Path socket;

  /// What a running server says and does beside its accounts.
  interface Running {
    /// What it is doing.
    JsonObject status();

    /// Takes up a renewed certificate. Blocks.
    ///
    /// @return whether there was one
    boolean reload() throws CommandException;
  }

  private ControlServer(
      AccountRegister accounts,
      ControlTransfer transfer,
      Running server,
      HttpServer http,
      Path socket) {
    this.accounts = accounts;
    this.transfer = transfer;
    this.server = server;
    this.http = http;
    this.socket = socket;
  }

  /// Blocks until it listens. A socket that a killed server left behind is replaced.
  static ControlServer start(
      Vertx vertx, Path socket, AccountRegister accounts, AccountTransfer transfer, Running server)
      throws IOException {
    Files.deleteIfExists(socket);
    HttpServer http = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(600));
    ControlServer control =
        new ControlServer(accounts, new ControlTransfer(transfer), server, http, socket);
    http.requestHandler(control::receive);
    http.listen(SocketAddress.domainSocketAddress(socket.toString())).await();
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return control;
  }

  private void receive(HttpServerRequest request) {
    if (ControlTransfer.PATH.equals(request.path())) {
      transfer.receive(request);
      return;
    }
    request
        .body()
        .onSuccess(body ->
            Thread.startVirtualThread(
                () -> answer(request, body.length() > MAX_BODY ? "" : body.toString())));
  }

  private void answer(HttpServerRequest request, String body) {
    int code = 200;
    JsonObject answer;
    try {
      answer = handle(request, body.isEmpty() ? new JsonObject() : new JsonObject(body));
    } catch (CommandException e) {
      code = 400;
      answer = error(String.valueOf(e.getMessage()));
    } catch (InvalidJidException | DecodeException | NullPointerException e) {
      code = 400;
      answer = error("not understood: " + e.getMessage());
    } catch (DbException e) {
      code = 503;
      answer = error(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("A command failed", e);
      code = 500;
      answer = error("the server failed; its log says more");
    }
    request.response().setStatusCode(code).end(answer.toBuffer());
  }

  private JsonObject handle(HttpServerRequest request, JsonObject body) throws CommandException {
    return switch (request.method().name() + " " + request.path()) {
      case "GET " + STATUS -> server.status();
      case "POST " + RELOAD -> new JsonObject().put("renewed", server.reload());
      case "GET " + ACCOUNTS ->
          new JsonObject()
              .put(
                  "names",
                  new JsonArray(
                      accounts.names(
                          Objects.requireNonNull(request.getParam("domain")),
                          Objects.requireNonNullElse(request.getParam("after"), ""))));
      case "POST " + ACCOUNTS -> {
        accounts.create(jid(body), text(body, "password"));
        yield new JsonObject();
      }
      case "PUT " + ACCOUNTS -> {
        accounts.changePassword(jid(body), text(body, "password"));
        yield new JsonObject();
      }
      case "PUT " + RETENTION -> {
        String text = body.getString("retention");
        accounts.retain(jid(body), text == null ? null : Retention.parse(text));
        yield new JsonObject();
      }
      case "DELETE " + ACCOUNTS -> {
        accounts.remove(jid(body));
        yield new JsonObject();
      }
      default -> throw new CommandException("no such command in this server", null);
    };
  }

  private static Jid jid(JsonObject body) {
    return Jid.parse(text(body, "jid"));
  }

  private static String text(JsonObject body, String key) {
    return Objects.requireNonNull(body.getString(key), key);
  }

  private static JsonObject error(String message) {
    return new JsonObject().put("error", message);
  }

  /// Blocks until commands under way are answered.
  @Override
  public void close() throws IOException {
    http.shutdown().await();
    Files.deleteIfExists(socket);
  }
}

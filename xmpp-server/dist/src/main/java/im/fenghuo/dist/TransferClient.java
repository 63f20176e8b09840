package im.fenghuo.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.api.Jid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.file.Path;

/// Has the server that runs take accounts out and in.
final class TransferClient implements AccountTransfer {

  private static final int PIECE = 65_536;

  private final HttpClient client;
  private final SocketAddress server;

  TransferClient(Vertx vertx, Path socket) {
    this.client = vertx.createHttpClient();
    this.server = SocketAddress.domainSocketAddress(socket.toString());
  }

  @Override
  public void exportAccount(Jid account, OutputStream to) throws IOException, CommandException {
    try {
      JsonObject refusal =
          request(HttpMethod.GET, "?jid=" + URLEncoder.encode(account.toString(), UTF_8))
              .compose(HttpClientRequest::send)
              .compose(response -> taken(response, to))
              .await();
      refuse(refusal);
    } catch (RuntimeException e) {
      throw new IOException("the export was broken off: " + e.getMessage(), e);
    }
  }

  /// Writes the answer while it comes; what the server refuses with, or an empty object.
  private static Future<JsonObject> taken(HttpClientResponse response, OutputStream to) {
    if (response.statusCode() != 200) {
      return response.body().map(Buffer::toJsonObject);
    }
    Promise<JsonObject> done = Promise.promise();
    response.exceptionHandler(done::tryFail);
    response.endHandler(_ -> done.tryComplete(new JsonObject()));
    response.handler(piece -> {
      try {
        to.write(piece.getBytes()); // nothing else happens in this process
      } catch (IOException e) {
        done.tryFail(e);
        var _ = response.request().connection().close();
      }
    });
    return done.future();
  }

  @Override
  public JsonObject importAccounts(InputStream document, String digest)
      throws IOException, CommandException {
    JsonObject answer;
    try {
      HttpClientRequest request =
          request(HttpMethod.PUT, "?digest=" + URLEncoder.encode(digest, UTF_8)).await();
      request.setChunked(true);
      Future<JsonObject> answered =
          request.response().compose(response -> response.body().map(Buffer::toJsonObject));
      send(document, request, answered);
      answer = answered.await();
    } catch (RuntimeException e) {
      throw new IOException("the import was broken off: " + e.getMessage(), e);
    }
    refuse(answer);
    return answer;
  }

  /// A server that has refused does not read on.
  private static void send(
      InputStream document, HttpClientRequest request, Future<JsonObject> answered)
      throws IOException {
    byte[] piece = new byte[PIECE];
    try {
      for (int count = document.read(piece); count >= 0; count = document.read(piece)) {
        if (answered.isComplete()) {
          return;
        }
        request.write(Buffer.buffer(count).appendBytes(piece, 0, count)).await();
      }
      request.end().await();
    } catch (RuntimeException e) {
      if (!answered.succeeded()) {
        throw e;
      }
    }
  }

  private Future<HttpClientRequest> request(HttpMethod method, String query) {
    return client.request(
        new RequestOptions()
            .setServer(server)
            .setHost("localhost")
            .setMethod(method)
            .setURI(ControlTransfer.PATH + query));
  }

  private static void refuse(JsonObject answer) throws CommandException {
    String error = answer.getString("error");
    if (error != null) {
      throw new CommandException(error, null);
    }
  }
}

package im.fenghuo.dist;

import im.fenghuo.api.DbException;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests to a running server that are too long for one piece: accounts come and go as
/// streams.
final class ControlTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(ControlTransfer.class);

  static final String PATH = "/accounts/data";

  private static final int PIECE = 65_536;

  private final AccountTransfer accounts;

  ControlTransfer(AccountTransfer accounts) {
    this.accounts = accounts;
  }

  /// Takes a request, on its event loop.
  void receive(HttpServerRequest request) {
    RequestBody body = new RequestBody(request);
    Thread.startVirtualThread(() -> answer(request, body));
  }

  private void answer(HttpServerRequest request, RequestBody body) {
    try {
      if (request.method().equals(HttpMethod.GET)) {
        exportAccount(request);
      } else {
        String digest = Objects.requireNonNullElse(request.getParam("digest"), "");
        JsonObject report = accounts.importAccounts(body, digest);
        var _ = request.response().end(report.toBuffer());
      }
    } catch (CommandException | InvalidJidException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
    } catch (DbException e) {
      refuse(request, 503, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("An account could not be taken out or in", e);
      refuse(request, 500, "the server failed; its log says more");
    }
  }

  private void exportAccount(HttpServerRequest request) throws IOException, CommandException {
    Jid account = Jid.parse(Objects.requireNonNullElse(request.getParam("jid"), ""));
    HttpServerResponse response = request.response().setChunked(true);
    accounts.exportAccount(account, new Pieces(response));
    var _ = response.end();
  }

  /// Where the answer has begun only the end of the connection says that it is not whole.
  private static void refuse(HttpServerRequest request, int code, String message) {
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      LOG.warn("An export is broken off: {}", message);
      var _ = request.connection().close();
      return;
    }
    Buffer answer = new JsonObject().put("error", message).toBuffer();
    // Not all that was to come may have come, so the connection is of no more use.
    var _ = response.putHeader("Connection", "close").setStatusCode(code).end(answer);
  }

  /// What is written waits until the one before is on its way.
  private static final class Pieces extends OutputStream {
    private final HttpServerResponse response;

    private Pieces(HttpServerResponse response) {
      this.response = response;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += PIECE) {
        int count = Math.min(PIECE, length - done);
        Buffer piece = Buffer.buffer(count).appendBytes(bytes, offset + done, count);
        try {
          response.write(piece).await();
        } catch (RuntimeException e) {
          throw new IOException("nobody reads any more", e);
        }
      }
    }
  }
}

package im.fenghuo.http;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebRequest;
import im.fenghuo.lane.Loop;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer: begins on a loop, goes on on a virtual thread, and does on the loop
/// whatever has to do with the network.
final class WebExchange implements WebRequest {

  private static final Logger LOG = LoggerFactory.getLogger(WebExchange.class);

  /// How long a client has to read an answer that it got before it had sent everything.
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Loop loop;
  private final HttpServerRequest request;
  private final String path;
  private final LongAdder moved = new LongAdder();
  private final WebInput input;
  private final WebOutput output;

  /// On the loop, while the request is being routed.
  ///
  /// @param turn shared by all exchanges of the loop
  /// @param service whose limits hold
  WebExchange(
      Loop loop, HttpServerRequest request, String path, Semaphore turn, WebService service) {
    this.loop = loop;
    this.request = request;
    this.path = path;
    this.input = new WebInput(loop, request, moved, service.bandwidth());
    this.output = new WebOutput(loop, request.response(), moved, turn, service.bandwidth());
    request
        .response()
        .closeHandler(_ -> {
          input.lose();
          output.lose();
        });
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = request.headers().getAll(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  @Override
  public InputStream body() {
    return input;
  }

  /// How many bytes have come and gone.
  long moved() {
    return moved.sum();
  }

  /// Blocks until the answer is sent, or the connection is gone.
  void answer(WebHandler handler) {
    try {
      send(handled(handler));
    } catch (IOException e) {
      // What was promised cannot be kept: the client sees that the connection ends before it.
      if (!input.isLost() && !output.isLost()) {
        LOG.warn("An answer was broken off: {}", e.toString());
      }
      loop.execute(this::close);
    } catch (RuntimeException e) {
      LOG.error("An answer was broken off", e);
      loop.execute(this::close);
    }
  }

  private WebAnswer handled(WebHandler handler) throws IOException {
    try {
      return handler.handle(this);
    } catch (IOException | RuntimeException e) {
      if (input.isLost()) {
        throw new IOException(e);
      }
      LOG.error("A request could not be answered", e);
      return WebAnswer.text(500, "The server failed here; its log says more.\n");
    }
  }

  private void send(WebAnswer answer) throws IOException {
    boolean complete = input.isComplete();
    loop.execute(() -> head(answer, complete));
    WebAnswer.Content content = answer.content();
    if (content != null && !request.method().equals(HttpMethod.HEAD)) {
      write(content);
    }
    CompletableFuture<Void> sent = new CompletableFuture<>();
    loop.execute(() -> end(complete, sent));
    try {
      sent.join();
    } catch (CompletionException e) {
      throw new IOException(e);
    }
  }

  private void write(WebAnswer.Content content) throws IOException {
    content.writer().writeTo(output);
    if (output.written() != content.length()) {
      throw new IOException("%d bytes instead of %d".formatted(output.written(), content.length()));
    }
  }

  private void head(WebAnswer answer, boolean complete) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    WebAnswer.Content content = answer.content();
    if (content != null) {
      response.putHeader("Content-Length", Long.toString(content.length()));
    } else if (answer.status() != 204 && answer.status() != 304) {
      response.putHeader("Content-Length", "0");
    }
    if (!complete && isHttp1()) {
      response.putHeader("Connection", "close");
    }
  }

  private void end(boolean complete, CompletableFuture<Void> sent) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      sent.completeExceptionally(new IOException("the connection was lost"));
      return;
    }
    if (complete) {
      input.finish();
    }
    response
        .end()
        .onComplete(result -> {
          if (result.failed()) {
            sent.completeExceptionally(result.cause());
            return;
          }
          sent.complete(null);
          if (!complete && isHttp1()) {
            input.discard(this::close);
            loop.after(LINGER, this::close);
          } else if (!complete) {
            response.reset(0); // NO_ERROR: stop sending, the answer is whole (RFC 9113 §8.1)
          }
        });
  }

  private boolean isHttp1() {
    return request.version() != HttpVersion.HTTP_2;
  }

  private void close() {
    if (isHttp1()) {
      request.connection().close();
    } else {
      request.response().reset();
    }
  }
}

package im.fenghuo.dist;

import im.fenghuo.http.PieceInput;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The body of a request: one piece at a time comes from the event loop, and a virtual thread takes
/// it.
final class RequestBody extends PieceInput {

  /// What comes from the loop.
  private sealed interface Event {}

  private record Piece(Buffer bytes) implements Event {}

  private enum Ending implements Event {
    COMPLETE,
    LOST
  }

  private final Context context = Objects.requireNonNull(Vertx.currentContext());
  private final HttpServerRequest request;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private @Nullable Ending ending;

  /// On the request's event loop.
  RequestBody(HttpServerRequest request) {
    this.request = request;
    request.handler(piece -> events.add(new Piece(piece)));
    request.endHandler(_ -> events.add(Ending.COMPLETE));
    request.exceptionHandler(_ -> events.add(Ending.LOST));
    request.pause();
    request.fetch(1);
  }

  @Override
  protected @Nullable Buffer next() throws IOException {
    if (ending == null) {
      switch (take()) {
        case Piece(Buffer bytes) -> {
          context.runOnContext(_ -> fetch());
          return bytes;
        }
        case Ending end -> ending = end;
      }
    }
    if (ending == Ending.LOST) {
      throw new IOException("the connection was lost");
    }
    return null;
  }

  private Event take() throws IOException {
    try {
      return events.take();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /// A request that has ended has nothing more to give, and says so by an exception.
  private void fetch() {
    if (!request.isEnded()) {
      request.fetch(1);
    }
  }
}

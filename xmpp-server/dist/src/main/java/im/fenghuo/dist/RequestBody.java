package im.fenghuo.dist;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The body of a request: one piece at a time comes from the event loop, and a virtual thread takes
/// it.
final class RequestBody extends InputStream {

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
  private Buffer current = Buffer.buffer();
  private int position;
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
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// Blocks.
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    while (position == current.length()) {
      if (ending == null) {
        next();
      }
      if (ending == Ending.LOST) {
        throw new IOException("the connection was lost");
      }
      if (ending == Ending.COMPLETE) {
        return -1;
      }
    }
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, bytes, offset);
    position += count;
    return count;
  }

  private void next() throws IOException {
    try {
      switch (events.take()) {
        case Piece(Buffer bytes) -> {
          current = bytes;
          position = 0;
          context.runOnContext(_ -> fetch());
        }
        case Ending end -> ending = end;
      }
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

package im.fenghuo.http;

import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The body of a request: pieces come in on the loop, and a virtual thread takes them. The socket
/// is read no further than a few pieces ahead of it.
final class WebInput extends PieceInput {

  /// Few, because what a loop decrypts in one turn keeps its other sockets waiting.
  private static final int AHEAD = 2;

  /// How much of a body that nobody reads is thrown away to let the client hear the answer first.
  private static final int DISCARDED = 1024 * 1024;

  /// What comes from the loop.
  private sealed interface Event {}

  private record Piece(Buffer bytes) implements Event {}

  private enum Ending implements Event {
    COMPLETE,
    LOST
  }

  private final Loop loop;
  private final HttpServerRequest request;
  private final LongAdder moved;
  private final Bandwidth bandwidth;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final boolean empty;

  /// How many bytes the header announces; -1 when it does not say.
  private final long announced;

  private long arrived;
  private boolean ended;
  private boolean begun;
  private volatile boolean complete;
  private volatile boolean lost;

  /// On the loop; stops the request until it is read.
  WebInput(Loop loop, HttpServerRequest request, LongAdder moved, Bandwidth bandwidth) {
    this.bandwidth = bandwidth;
    this.loop = loop;
    this.request = request;
    this.moved = moved;
    String length = request.getHeader("Content-Length");
    this.announced = length == null ? -1 : Long.parseLong(length.strip());
    this.empty = request.getHeader("Transfer-Encoding") == null && announced <= 0;
    this.complete = empty;
    request.handler(this::received);
    request.endHandler(_ -> {
      complete = true;
      events.add(Ending.COMPLETE);
    });
    request.exceptionHandler(_ -> lose());
    if (!empty) {
      request.pause();
    }
  }

  private void received(Buffer piece) {
    moved.add(piece.length());
    arrived += piece.length();
    if (arrived == announced) {
      complete = true;
    }
    events.add(new Piece(piece));
  }

  /// The connection is gone.
  void lose() {
    lost = true;
    events.add(Ending.LOST);
  }

  boolean isLost() {
    return lost;
  }

  @Override
  protected @Nullable Buffer next() throws IOException {
    if (ended) {
      return null;
    }
    if (!begun) {
      begun = true;
      loop.execute(this::begin);
    }
    return switch (take()) {
      case Piece(Buffer bytes) -> {
        bandwidth.take(bytes.length());
        loop.execute(() -> fetch(1));
        yield bytes;
      }
      case Ending.COMPLETE -> {
        ended = true;
        yield null;
      }
      case Ending.LOST -> {
        events.add(Ending.LOST); // whoever reads again hears it again
        throw new IOException("the connection was lost");
      }
    };
  }

  private Event take() throws IOException {
    try {
      return events.take();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private void begin() {
    if (empty) {
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      var _ = request.response().writeContinue();
    }
    fetch(AHEAD);
  }

  /// A request that has ended has nothing more to give, and says so by an exception.
  private void fetch(long pieces) {
    if (!request.isEnded()) {
      request.fetch(pieces);
    }
  }

  /// On the loop: lets the request end that has nothing more to give.
  void finish() {
    fetch(Long.MAX_VALUE);
  }

  /// Whether all of the body has come. What came and was not read does not matter.
  boolean isComplete() {
    return complete;
  }

  /// On the loop: throws the rest away, but not for ever.
  ///
  /// @param done once it has come, or too much of it
  void discard(Runnable done) {
    int[] left = {DISCARDED};
    request.handler(piece -> {
      left[0] -= piece.length();
      if (left[0] < 0) {
        done.run();
      }
    });
    request.endHandler(_ -> done.run());
    finish();
  }
}

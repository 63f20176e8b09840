package im.fenghuo.http;

import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// The content of an answer: a virtual thread writes it, and waits while a few pieces are on their
/// way to the socket. Pieces are small, so that a loop has time for others between them.
final class WebOutput extends OutputStream {

  private static final int PIECE = 32 * 1024;
  private static final int AHEAD = 4;

  private final Loop loop;
  private final HttpServerResponse response;
  private final LongAdder moved;
  private final Semaphore turn;
  private final Bandwidth bandwidth;
  private final Semaphore free = new Semaphore(AHEAD);
  private long written;
  private volatile boolean lost;

  /// @param turn how many pieces, of all answers together, may wait for the loop's attention
  WebOutput(
      Loop loop,
      HttpServerResponse response,
      LongAdder moved,
      Semaphore turn,
      Bandwidth bandwidth) {
    this.bandwidth = bandwidth;
    this.loop = loop;
    this.turn = turn;
    this.response = response;
    this.moved = moved;
  }

  /// The connection is gone.
  void lose() {
    lost = true;
    free.release(AHEAD);
  }

  boolean isLost() {
    return lost;
  }

  /// How many bytes were written.
  long written() {
    return written;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    for (int done = 0; done < length; ) {
      int count = Math.min(PIECE, length - done);
      writePiece(Buffer.buffer(count).appendBytes(bytes, offset + done, count));
      done += count;
    }
  }

  private void writePiece(Buffer piece) throws IOException {
    bandwidth.take(piece.length());
    try {
      free.acquire();
      if (lost) {
        throw new IOException("the connection was lost");
      }
      turn.acquire();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    written += piece.length();
    loop.execute(() -> {
      turn.release();
      if (!lost) {
        send(piece);
      }
    });
  }

  private void send(Buffer piece) {
    response
        .write(piece)
        .onComplete(result -> {
          if (result.failed()) {
            lose();
            return;
          }
          moved.add(piece.length());
          free.release();
        });
  }
}

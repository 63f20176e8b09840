package im.fenghuo.xep.xep0065bytestreams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Two connections that ask for the same hash, and what goes between them once the requester has
/// said so. Safe for the threads of both.
final class Meeting {

  private static final int BUFFER = 32 * 1024;

  /// How often somebody who waits looks whether it is still worth it.
  private static final int LOOK_AGAIN_MILLIS = 500;

  private final long begun = System.nanoTime();
  private final Duration timeToActivate;
  private final Duration idle;
  private final List<Socket> sides = new ArrayList<>(2);
  private boolean active;

  /// How many directions have ended.
  private int ended;

  private volatile long moved;

  Meeting(Duration timeToActivate, Duration idle) {
    this.timeToActivate = timeToActivate;
    this.idle = idle;
  }

  /// Joins, unless two are there already.
  synchronized void join(Socket side) {
    if (!active && sides.size() < 2) {
      sides.add(side);
    }
  }

  /// Whether it has joined and not left.
  synchronized boolean isJoined(Socket side) {
    return sides.contains(side);
  }

  /// Leaves, if it has not begun; true when nobody is left.
  synchronized boolean leave(Socket side) {
    if (!active) {
      sides.remove(side);
    }
    return sides.isEmpty();
  }

  /// Begins, when both are there; false when one is missing. Once.
  synchronized boolean activate() {
    if (active || sides.size() < 2) {
      return false;
    }
    active = true;
    moved = System.nanoTime();
    notifyAll();
    return true;
  }

  /// Blocks while one side sends: what it sends goes to the other one, once the meeting has begun.
  /// Afterwards blocks while the other one still sends.
  ///
  /// @throws IOException when it does not begin, either is lost, or nothing moves in either
  ///   direction
  void pass(Socket from) throws IOException {
    from.setSoTimeout(LOOK_AGAIN_MILLIS);
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[BUFFER];
    int count = read(in, buffer);
    if (count < 0 && !isActive()) {
      throw new IOException("left before it began");
    }
    Socket to = other(from);
    try {
      OutputStream out = to.getOutputStream();
      while (count >= 0) {
        out.write(buffer, 0, count);
        moved = System.nanoTime();
        count = read(in, buffer);
      }
      to.shutdownOutput();
      awaitEnd(to);
    } catch (IOException e) {
      to.close();
      throw e;
    }
  }

  private int read(InputStream in, byte[] buffer) throws IOException {
    while (true) {
      try {
        return in.read(buffer);
      } catch (SocketTimeoutException e) {
        if (isOver()) {
          throw e;
        }
      }
    }
  }

  private synchronized boolean isOver() {
    long since = active ? moved : begun;
    Duration limit = active ? idle : timeToActivate;
    return System.nanoTime() - since >= limit.toNanos();
  }

  private synchronized boolean isActive() {
    return active;
  }

  /// Blocks until it has begun: what was sent before waits.
  private synchronized Socket other(Socket side) throws IOException {
    try {
      while (!active) {
        if (isOver()) {
          throw new IOException("not activated");
        }
        wait(LOOK_AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return sides.getFirst().equals(side) ? sides.getLast() : sides.getFirst();
  }

  /// The direction that ends first waits for the other: whoever returns closes its connection.
  private synchronized void awaitEnd(Socket other) throws IOException {
    ended++;
    notifyAll();
    try {
      while (ended < 2 && !other.isClosed()) {
        wait(LOOK_AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException(cause);
  }
}

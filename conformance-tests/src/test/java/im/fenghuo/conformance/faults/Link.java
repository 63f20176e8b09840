package im.fenghuo.conformance.faults;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// One connection through a [Network], from its making to its end.
final class Link {

  /// How a connection can end.
  enum End {
    /// Both sides are told.
    ORDERLY,
    /// Both sides are told, and what was under way is thrown away.
    RESET,
    /// Nobody is told, and nothing arrives any more.
    SILENT,
    /// What the client says arrives; what the server says does not, and nobody is told.
    DEAF,
    /// The other way round.
    MUTE
  }

  private static final int CHUNK = 16 * 1024;

  private final Network network;
  private final SocketChannel client;
  private final SocketChannel server;
  private final Random random;
  private final long due;
  private final AtomicReference<End> end = new AtomicReference<>();

  /// @param due when it is to break, as `System.nanoTime()`: with the first bytes after that
  Link(Network network, SocketChannel client, SocketChannel server, Random random, long due) {
    this.network = network;
    this.client = client;
    this.server = server;
    this.random = random;
    this.due = due;
  }

  void start() {
    Random other = new Random(random.nextLong());
    Thread.ofVirtual().start(() -> pass(client, server, End.DEAF, random));
    Thread.ofVirtual().start(() -> pass(server, client, End.MUTE, other));
  }

  /// @param through the half that still arrives when it is the other one that does not
  private void pass(SocketChannel from, SocketChannel to, End through, Random dice) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    try {
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        network.delay(dice);
        End how = End.values()[dice.nextInt(End.values().length)];
        if (isDue() && end.compareAndSet(null, how)) {
          if (how != through) {
            bytes.limit(dice.nextInt(bytes.limit() + 1));
          }
          writeAll(to, bytes);
          breakDown(how);
        } else {
          write(to, bytes, through, dice);
        }
      }
    } catch (IOException closed) {
      // By one of the sides, or by us.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (isSilent()) {
      close(from); // whoever is on the other side does not hear of it
    } else {
      close();
    }
  }

  private boolean isDue() {
    return end.get() == null && network.isBreaking() && System.nanoTime() - due > 0;
  }

  private boolean isSilent() {
    End now = end.get();
    return now == End.SILENT || now == End.DEAF || now == End.MUTE;
  }

  /// Writes in one piece or two, as networks do.
  private void write(SocketChannel to, ByteBuffer bytes, End through, Random dice)
      throws IOException {
    if (isSilent() && end.get() != through) {
      return;
    }
    try {
      int limit = bytes.limit();
      if (dice.nextInt(8) == 0) {
        bytes.limit(dice.nextInt(limit + 1));
        writeAll(to, bytes);
        bytes.limit(limit);
      }
      writeAll(to, bytes);
    } catch (IOException gone) {
      if (!isSilent()) {
        throw gone;
      }
    }
  }

  private static void writeAll(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private void breakDown(End how) throws IOException {
    network.broken(how);
    if (how == End.RESET) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      server.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    if (!isSilent()) {
      close();
    }
  }

  /// Both sides are told.
  void close() {
    close(client);
    close(server);
    if (!isSilent()) {
      network.ended(this);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      // It is of no use any more, one way or the other.
    }
  }
}

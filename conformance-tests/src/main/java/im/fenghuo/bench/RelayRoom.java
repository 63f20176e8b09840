package im.fenghuo.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the [Relay] has for a room: the same bytes from one socket to many. One event loop puts
/// them in order, then each loop writes them to its own sockets.
final class RelayRoom {

  private final Context home;
  private final Map<Context, Part> parts = new ConcurrentHashMap<>();
  private final List<Part> all = new CopyOnWriteArrayList<>();

  /// On an event loop, which is the room's from now on.
  RelayRoom(Vertx vertx) {
    this.home = vertx.getOrCreateContext();
  }

  /// The connections of one loop, which they belong to.
  private static final class Part {
    private final Context loop;
    private final List<RelayConnection> connections = new ArrayList<>();

    Part(Context loop) {
      this.loop = loop;
    }

    void write(Buffer bytes) {
      for (int i = 0; i < connections.size(); i++) {
        connections.get(i).write(bytes);
      }
    }
  }

  /// On the connection's loop.
  void add(Context loop, RelayConnection connection) {
    Part part =
        parts.computeIfAbsent(
            loop,
            context -> {
              Part made = new Part(context);
              all.add(made);
              return made;
            });
    part.connections.add(connection);
  }

  /// On the connection's loop.
  void remove(Context loop, RelayConnection connection) {
    Part part = parts.get(loop);
    if (part != null) {
      part.connections.remove(connection);
    }
  }

  /// Copies the bytes to everybody. From any loop.
  void send(byte[] message) {
    Buffer bytes = Buffer.buffer(message);
    home.runOnContext(sending -> {
      for (Part part : all) {
        part.loop.runOnContext(writing -> part.write(bytes));
      }
    });
  }
}

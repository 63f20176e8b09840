package im.fenghuo.http;

import im.fenghuo.api.web.WebLimits;
import im.fenghuo.lane.Loop;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Closes HTTP connections on which nothing happens, or too slowly: one sweep for all connections
/// of a loop instead of a timer for each. Requests that a BOSH session holds are answered in time
/// by the session; WebSockets are streams and have time limits of their own; what extensions answer
/// need only get on.
final class HttpConnections {

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Limits limits;
  private final Map<HttpConnection, Use> connections = new HashMap<>();

  /// @param idle how long a connection may be without a request, or with one whose head is not
  ///   complete
  /// @param receive how long a request may take to arrive
  /// @param answer how long an answer may take from the request's begin to its last byte
  record Limits(Duration idle, Duration receive, Duration answer) {
    static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(75), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  /// What happens on a connection; times as `System.nanoTime()`.
  private static final class Use {
    private long idleSince = System.nanoTime();
    private final List<Exchange> exchanges = new ArrayList<>(2);
  }

  private static final class Exchange {
    private final long begun = System.nanoTime();
    private boolean received;
    private @Nullable Pace pace;
  }

  /// Whether a transfer gets on, however long it takes.
  private static final class Pace {
    private final WebLimits limits;
    private final LongSupplier moved;
    private long since = System.nanoTime();
    private long before;

    Pace(WebLimits limits, LongSupplier moved) {
      this.limits = limits;
      this.moved = moved;
    }

    boolean isTooSlow(long now) {
      if (now - since <= limits.patience().toNanos()) {
        return false;
      }
      long all = moved.getAsLong();
      boolean slow = all - before < limits.leastBytes();
      before = all;
      since = now;
      return slow;
    }
  }

  /// @param loop whose connections these are
  HttpConnections(Loop loop, Limits limits) {
    this.limits = limits;
    loop.every(SWEEP, this::sweep);
  }

  /// A connection is open.
  void opened(HttpConnection connection) {
    connections.put(connection, new Use());
    connection.closeHandler(_ -> connections.remove(connection));
  }

  /// A request has begun.
  void request(HttpServerRequest request) {
    Use use = connections.get(request.connection());
    if (use == null) {
      return;
    }
    Exchange exchange = new Exchange();
    use.exchanges.add(exchange);
    request.end().onComplete(_ -> exchange.received = true);
    request
        .response()
        .endHandler(_ -> {
          use.exchanges.remove(exchange);
          use.idleSince = System.nanoTime();
        });
  }

  /// The request that has just begun on a connection may take as long as it gets on.
  ///
  /// @param moved how many bytes it has moved, in and out
  void paced(HttpConnection connection, WebLimits own, LongSupplier moved) {
    Use use = connections.get(connection);
    if (use != null && !use.exchanges.isEmpty()) {
      use.exchanges.getLast().pace = new Pace(own, moved);
    }
  }

  /// The connection has become a WebSocket.
  void upgraded(HttpConnection connection) {
    connections.remove(connection);
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Map.Entry<HttpConnection, Use> entry : List.copyOf(connections.entrySet())) {
      if (isOver(entry.getValue(), now)) {
        connections.remove(entry.getKey());
        entry.getKey().close();
      }
    }
  }

  private boolean isOver(Use use, long now) {
    if (use.exchanges.isEmpty()) {
      return now - use.idleSince > limits.idle().toNanos();
    }
    for (Exchange exchange : use.exchanges) {
      if (exchange.pace != null) {
        if (exchange.pace.isTooSlow(now)) {
          return true;
        }
        continue;
      }
      Duration limit = exchange.received ? limits.answer() : limits.receive();
      if (now - exchange.begun > limit.toNanos()) {
        return true;
      }
    }
    return false;
  }
}

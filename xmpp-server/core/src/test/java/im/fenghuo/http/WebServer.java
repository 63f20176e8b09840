package im.fenghuo.http;

import im.fenghuo.archive.Backlog;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.stream.AddressLimit;
import im.fenghuo.stream.BoshSessions;
import im.fenghuo.stream.FramerLimits;
import im.fenghuo.stream.Resumptions;
import im.fenghuo.stream.StreamContext;
import im.fenghuo.stream.StreamServices;
import im.fenghuo.stream.StreamSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// An HTTP port with real streams on two loops, and accounts that say again what they hear.
final class WebServer implements AutoCloseable {

  static final int BEFORE = 4096;
  static final int AFTER = 20_000;
  static final int MAX_UNACKNOWLEDGED = 20;

  private static final Duration FOREVER = Duration.ofHours(1);

  final EchoGate gate = new EchoGate();

  private final Vertx vertx = Vertx.vertx();
  private final List<StreamContext> contexts = new ArrayList<>();
  private final HttpListener listener;

  WebServer() {
    this(FOREVER, List.of("*"));
  }

  /// One where an extension answers.
  WebServer(Registry.WebPath path) {
    this(FOREVER, List.of("*"), 0, Duration.ZERO, FOREVER, List.of(new WebService(path)));
  }

  WebServer(Duration inactivity, List<String> origins) {
    this(inactivity, origins, 0, Duration.ZERO, FOREVER, List.of());
  }

  /// @param silence after which a client is asked whether it is there
  /// @param timeToAnswer what it then has
  static WebServer impatient(Duration silence, Duration timeToAnswer) {
    return new WebServer(FOREVER, List.of("*"), 0, silence, timeToAnswer, List.of());
  }

  /// @param connections how many an address may have, 0 for any number
  static WebServer limited(int connections) {
    return new WebServer(FOREVER, List.of("*"), connections, Duration.ZERO, FOREVER, List.of());
  }

  private WebServer(
      Duration inactivity,
      List<String> origins,
      int connections,
      Duration silence,
      Duration timeToAnswer,
      List<WebService> offered) {
    Loops loops = Loops.of(vertx, 2);
    StreamServices services =
        new StreamServices(
            new StreamSettings(
                Set.of("localhost"),
                new FramerLimits(BEFORE, 20, 20),
                new FramerLimits(AFTER, 20, 20),
                FOREVER,
                FOREVER,
                silence,
                timeToAnswer,
                true,
                Duration.ofMinutes(5),
                MAX_UNACKNOWLEDGED,
                100,
                1_000_000,
                0,
                0),
            new Registry(Set.of("localhost"), Set.of(), Instant.EPOCH, "test"),
            gate,
            new AnyoneMayEnter(),
            Thread::startVirtualThread,
            new SecureRandom(),
            new Resumptions(),
            new Backlog(20_000));
    for (Loop loop : loops.all()) {
      contexts.add(new StreamContext(loop, services));
    }
    listener =
        new HttpListener(
            contexts,
            new HttpListener.Offer(
                true,
                Optional.of(new BoshSessions(inactivity, new AddressLimit(connections))),
                Optional.empty(),
                origins,
                AFTER,
                offered,
                List.of()),
            new AddressLimit(connections));
    await(listener.listen("127.0.0.1", anyFree(), null));
  }

  private static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /// What the server does once a second.
  void sweep() {
    for (StreamContext context : contexts) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      context
          .loop()
          .execute(() -> {
            context.sweep();
            done.complete(null);
          });
      done.join();
    }
  }

  @Override
  public void close() {
    await(listener.close());
    await(vertx.close());
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }
}

package im.fenghuo.core;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.archive.Backlog;
import im.fenghuo.config.Config;
import im.fenghuo.config.LimitSettings;
import im.fenghuo.config.ListenerSettings;
import im.fenghuo.http.HttpListener;
import im.fenghuo.http.WebService;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.stream.AddressLimit;
import im.fenghuo.stream.Authentications;
import im.fenghuo.stream.BoshSessions;
import im.fenghuo.stream.ClientStream;
import im.fenghuo.stream.FramerLimits;
import im.fenghuo.stream.Resumptions;
import im.fenghuo.stream.StreamContext;
import im.fenghuo.stream.StreamServices;
import im.fenghuo.stream.StreamSettings;
import im.fenghuo.stream.TcpListener;
import im.fenghuo.tls.Certificates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Where clients connect: the ports of one node, and the streams on them.
public final class ClientPorts {

  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final List<StreamContext> contexts;
  private final TcpListener startTls;
  private final TcpListener directTls;
  private final HttpListener http;
  private final HttpListener https;
  private final Certificates certificates;
  private boolean stale;

  /// What streams work with.
  public record Tools(
      Registry registry,
      AccountGate gate,
      Authentications authentications,
      Loops loops,
      Executor virtualThreads,
      SecureRandom random,
      Backlog backlog) {}

  private ClientPorts(
      Vertx vertx,
      Config config,
      Certificates certificates,
      Tools tools,
      List<HttpListener.Site> sites) {
    this.certificates = certificates;
    StreamServices services =
        new StreamServices(
            settings(config),
            tools.registry(),
            tools.gate(),
            tools.authentications(),
            tools.virtualThreads(),
            tools.random(),
            new Resumptions(),
            tools.backlog());
    List<StreamContext> tcp = contexts(tools.loops().all(), services);
    List<StreamContext> web = contexts(tools.loops().web(), services);
    this.contexts = Stream.concat(tcp.stream(), web.stream()).toList();
    AddressLimit addresses = new AddressLimit(config.limits().connectionsPerAddress());
    this.startTls = new TcpListener(vertx, tcp, addresses);
    this.directTls = new TcpListener(vertx, tcp, addresses);
    HttpListener.Offer offer =
        new HttpListener.Offer(
            config.http().webSocket(),
            config.http().bosh()
                ? Optional.of(
                    new BoshSessions(
                        config.http().boshInactivity(),
                        new AddressLimit(config.limits().connectionsPerAddress())))
                : Optional.empty(),
            config.http().publicUrl(),
            config.http().origins(),
            (int) config.limits().stanza().bytes(),
            tools.registry().webPaths().stream().map(WebService::new).toList(),
            sites);
    this.http = new HttpListener(web, offer, addresses);
    this.https = new HttpListener(web, offer, addresses);
  }

  private static List<StreamContext> contexts(List<Loop> loops, StreamServices services) {
    List<StreamContext> contexts = new ArrayList<>();
    for (Loop loop : loops) {
      StreamContext context = new StreamContext(loop, services);
      loop.every(SWEEP, context::sweep);
      contexts.add(context);
    }
    return contexts;
  }

  private static StreamSettings settings(Config config) {
    LimitSettings limits = config.limits();
    Set<String> domains = new LinkedHashSet<>();
    config.server().domains().forEach(domain -> domains.add(domain.toString()));
    return new StreamSettings(
        domains,
        framer(limits, limits.stanzaBeforeAuthentication().bytes()),
        framer(limits, limits.stanza().bytes()),
        limits.timeToBind(),
        limits.timeForStanza(),
        limits.silence(),
        limits.timeToAnswer(),
        config.tls().required(),
        limits.timeToResume(),
        limits.unacknowledged(),
        limits.window(),
        (int) limits.unsent().bytes(),
        limits.bytesPerSecond().bytes(),
        limits.stanzasPerSecond());
  }

  private static FramerLimits framer(LimitSettings limits, long bytes) {
    return new FramerLimits((int) bytes, limits.depth(), limits.attributes());
  }

  /// Opens the ports. Blocks until all accept.
  ///
  /// @throws PortException when a port cannot be had
  public static ClientPorts open(
      Vertx vertx,
      Config config,
      Certificates certificates,
      Tools tools,
      List<HttpListener.Site> sites)
      throws PortException {
    ClientPorts ports = new ClientPorts(vertx, config, certificates, tools, sites);
    ListenerSettings where = config.listeners();
    String host = where.address();
    // First: whoever can ask for the web server's address finds it known.
    ports.await(
        "https",
        where.https(),
        port -> {
          tools.registry().directory().webAt(domain -> webAddress(config, domain, port));
          return ports.https.listen(host, port, certificates);
        });
    ports.await(
        "xmpp", where.xmpp(), port -> ports.startTls.listen(host, port, certificates, false));
    ports.await(
        "xmpps", where.xmpps(), port -> ports.directTls.listen(host, port, certificates, true));
    ports.await("http", where.http(), port -> ports.http.listen(host, port, null));
    return ports;
  }

  private static String webAddress(Config config, String domain, int https) {
    return config
        .http()
        .publicUrl()
        .orElseGet(() -> "https://" + domain + (https == 443 ? "" : ":" + https));
  }

  private void await(String key, int port, IntFunction<Future<Void>> listen) throws PortException {
    try {
      listen.apply(port == 0 ? anyFree() : port).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException | IOException e) {
      close(Duration.ZERO);
      throw new PortException(key, port, e.getCause() == null ? e : e.getCause());
    }
  }

  /// All loops have to listen on the same port, so it has to be known before.
  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// The port for STARTTLS.
  public int xmpp() {
    return startTls.port();
  }

  /// The port for direct TLS.
  public int xmpps() {
    return directTls.port();
  }

  /// The port for HTTP.
  public int http() {
    return http.port();
  }

  /// The port for HTTPS.
  public int https() {
    return https.port();
  }

  /// How many streams are open. Blocks for a moment.
  public int streams() {
    int count = 0;
    for (StreamContext context : contexts) {
      count += context.count();
    }
    return count;
  }

  /// Takes up certificates whose files have changed, for the connections to come. Blocks.
  ///
  /// @return whether they have changed
  /// @throws IOException when they cannot be used: then the former ones stay
  public synchronized boolean renewCertificates() throws IOException {
    stale |= certificates.reload();
    if (!stale) {
      return false;
    }
    try {
      Future.all(
              startTls.update(certificates.options()),
              directTls.update(certificates.options(TcpListener.ALPN)),
              https.update(certificates.options()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      throw new IOException("the certificate cannot be used: " + e.getCause(), e);
    }
    stale = false;
    return true;
  }

  /// Accepts nobody any more and ends all streams with `system-shutdown`. Blocks until they have
  /// been told, or the time is over.
  public void close(Duration limit) {
    List<Future<Void>> closing = new ArrayList<>();
    closing.add(startTls.close());
    closing.add(directTls.close());
    StreamError error =
        new StreamError(StreamErrorCondition.SYSTEM_SHUTDOWN, "the server is being stopped");
    for (StreamContext context : contexts) {
      context.loop().run(() -> context.streams().forEach(stream -> end(stream, error)));
    }
    closing.add(http.close());
    closing.add(https.close());
    try {
      Future.join(closing)
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException | ExecutionException e) {
      // They end with the process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(ClientStream stream, StreamError error) {
    stream.close(error);
  }
}

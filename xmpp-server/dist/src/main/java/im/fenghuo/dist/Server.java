package im.fenghuo.dist;

import im.fenghuo.api.DbException;
import im.fenghuo.api.Directory;
import im.fenghuo.cluster.ClusterMember;
import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.config.FileProblem;
import im.fenghuo.config.NewAccount;
import im.fenghuo.core.ClientPorts;
import im.fenghuo.http.HttpListener;
import im.fenghuo.xep.XepCatalog;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: everything that [Main] starts, and stops in the opposite order.
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /// A socket's path cannot be longer on any system.
  private static final int SOCKET_PATH_LIMIT = 100;

  private static final Duration CERTIFICATE_INTERVAL = Duration.ofMinutes(1);

  private final ConfigFile file;
  private final Config config;
  private @Nullable ClientPorts ports;
  private final Clock clock = Clock.systemUTC();
  private final Instant started = clock.instant();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private Server(ConfigFile file) {
    this.file = file;
    this.config = file.config();
  }

  /// Blocks until everything that the configuration asks for is running.
  ///
  /// @throws CommandException when something cannot be started; nothing keeps running then
  public static Server start(ConfigFile file) throws CommandException {
    Server server = new Server(file);
    try {
      server.run();
      return server;
    } catch (Throwable failure) { // also one that a broken installation causes
      server.close();
      throw failure;
    }
  }

  private void run() throws CommandException {
    DataDirectory data = DataDirectory.open(config.server().dataDirectory());
    running.push(data);
    int loops = Runtime.getRuntime().availableProcessors();
    VertxOptions options =
        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops);
    ClusterMember member =
        config.cluster().enabled() ? ClusterMember.join(config.cluster(), options) : null;
    Vertx vertx = member == null ? Vertx.builder().with(options).build() : member.vertx();
    running.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    Vertx web = Vertx.builder().with(new VertxOptions(options)).build();
    running.push(() -> web.close().toCompletionStage().toCompletableFuture().join());
    OpenStorage storage = OpenStorage.open(vertx, config, data.path(), List.of());
    running.push(storage);
    createAccounts(storage);
    Node node =
        new Node(
            new Node.Ground(
                vertx,
                web,
                loops,
                member,
                config,
                file::extension,
                data.path(),
                storage.db(),
                clock),
            directory -> webChat(web, directory));
    running.push(node);
    AccountRegister accounts = new AccountRegister.Local(node.accounts(), storage.accountStore());
    CertificateWatch certificate =
        new CertificateWatch(vertx, node::renewCertificates, CERTIFICATE_INTERVAL);
    running.push(certificate);
    listenForCommands(vertx, data.path(), accounts, node.transfer(), certificate);
    ports = node.ports();
  }

  private List<HttpListener.Site> webChat(Vertx vertx, Directory directory) {
    boolean registration = XepCatalog.offersRegistration(file::extension);
    return config.http().webClient()
        ? List.of(new WebChatSite(vertx, config, registration, directory::webAddress))
        : List.of();
  }

  /// Those of the configuration, before anybody can connect.
  private void createAccounts(OpenStorage storage) throws CommandException {
    AccountRegister accounts =
        new AccountRegister.Local(storage.accounts(), storage.accountStore());
    for (NewAccount account : config.account()) {
      if (!storage.accounts().exists(account.jid())) {
        accounts.create(account.jid(), account.password().value());
        LOG.info("Account {} created, as the configuration says", account.jid());
      }
    }
  }

  /// Where clients connect.
  public ClientPorts ports() {
    if (ports == null) {
      throw new IllegalStateException("the server is not running");
    }
    return ports;
  }

  private void listenForCommands(
      Vertx vertx,
      Path data,
      AccountRegister accounts,
      AccountTransfer transfer,
      CertificateWatch certificate)
      throws CommandException {
    Path socket = DataDirectory.controlSocket(data);
    if (socket.toString().length() > SOCKET_PATH_LIMIT) {
      LOG.warn("The path {} is too long for a socket: no commands while this runs", socket);
      return;
    }
    try {
      running.push(ControlServer.start(vertx, socket, accounts, transfer, commands(certificate)));
    } catch (IOException e) {
      throw new CommandException("cannot listen on " + socket + ": " + FileProblem.reason(e), e);
    }
  }

  private ControlServer.Running commands(CertificateWatch certificate) {
    return new ControlServer.Running() {
      @Override
      public JsonObject status() {
        return Server.this.status();
      }

      @Override
      public boolean reload() throws CommandException {
        return certificate.look();
      }
    };
  }

  private JsonObject status() {
    return new JsonObject()
        .put("version", FenghuoCommand.version())
        .put("process", ProcessHandle.current().pid())
        .put("running for", text(Duration.between(started, clock.instant())))
        .put(
            "domains",
            String.join(", ", config.server().domains().stream().map(Object::toString).toList()))
        .put("address", config.listeners().address())
        .put("ports", portsText())
        .put("streams", ports == null ? 0 : ports.streams())
        .put("data", config.server().dataDirectory().toAbsolutePath().normalize().toString());
  }

  private String portsText() {
    return ports == null
        ? "not yet open"
        : "xmpp %d, xmpps %d, http %d, https %d"
            .formatted(ports.xmpp(), ports.xmpps(), ports.http(), ports.https());
  }

  private static String text(Duration duration) {
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  /// What it was started with.
  public Config config() {
    return config;
  }

  /// Blocks until everything has stopped.
  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (DbException e) {
        LOG.warn("The database could not be left in order: {}", e.getMessage());
      } catch (Exception | LinkageError e) {
        LOG.error("Something could not be stopped", e);
      }
    }
  }
}

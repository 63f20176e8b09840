package im.fenghuo.dist;

import im.fenghuo.account.AccountRegister;
import im.fenghuo.account.Leftovers;
import im.fenghuo.account.OperatorAccounts;
import im.fenghuo.account.PgAccountStore;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.config.Secret;
import im.fenghuo.archive.Backlog;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.PendingRetractions;
import im.fenghuo.archive.PgArchive;
import im.fenghuo.archive.PgConversations;
import im.fenghuo.archive.PgPartitions;
import im.fenghuo.archive.PgRowStore;
import im.fenghuo.archive.ReleasedReferences;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.Retentions;
import im.fenghuo.cluster.ClusterMember;
import im.fenghuo.config.ArchiveSettings;
import im.fenghuo.config.Config;
import im.fenghuo.config.FileProblem;
import im.fenghuo.config.SaslSettings;
import im.fenghuo.core.ClientPorts;
import im.fenghuo.core.Core;
import im.fenghuo.core.GateCredentials;
import im.fenghuo.core.PeriodicWork;
import im.fenghuo.core.PortException;
import im.fenghuo.core.TcpPorts;
import im.fenghuo.http.HttpListener;
import im.fenghuo.lane.Loops;
import im.fenghuo.lane.VirtualThreads;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.PgRosterStore;
import im.fenghuo.roster.RosterLimits;
import im.fenghuo.sasl.AttemptLimiter;
import im.fenghuo.sasl.Credentials;
import im.fenghuo.sasl.FastTokens;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.PgCredentials;
import im.fenghuo.sasl.PgTokenStore;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.SaslServers;
import im.fenghuo.sasl.ScramHash;
import im.fenghuo.sasl.ServerSecret;
import im.fenghuo.sasl.TokenStore;
import im.fenghuo.storage.Migrations;
import im.fenghuo.storage.PgDb;
import im.fenghuo.storage.Schema;
import im.fenghuo.stream.Authentications;
import im.fenghuo.stream.SaslAuthentications;
import im.fenghuo.tls.Certificates;
import im.fenghuo.xep.XepCatalog;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything of a server between its database and its ports.
final class Node implements AutoCloseable {

  /// How many archives are indexed for searching at a time.
  private static final int INDEXERS = 2;

  private static final int BLOCKING_STEPS = 1000;
  private static final Duration LEFTOVERS_PACE = Duration.ofSeconds(1);
  private static final Duration EXPIRY = Duration.ofHours(1);
  private static final Duration RETRACTIONS = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final PgRowStore rows;
  private final Core core;
  private final Registry registry;
  private final ClientPorts ports;
  private final OperatorAccounts accounts;
  private final AccountTransfer transfer;
  private final PeriodicWork periodic;
  private final TcpPorts tcpPorts;

  /// What it stands on.
  ///
  /// @param web has the event loops that carry HTTP
  /// @param loops how many event loops each Vert.x has
  /// @param member this process's place in a cluster, or null
  record Ground(
      Vertx vertx,
      Vertx web,
      int loops,
      @Nullable ClusterMember member,
      Config config,
      XepCatalog.Settings extensions,
      Path data,
      PgDb db,
      Clock clock) {}

  /// Starts it. Blocks until clients can connect.
  ///
  /// @param sites what its web server has besides
  /// @throws CommandException when a port or a file cannot be had
  Node(Ground ground, Function<Directory, List<HttpListener.Site>> sites) throws CommandException {
    Config config = ground.config();
    SecureRandom random = new SecureRandom();
    Loops loops = Loops.of(ground.vertx(), ground.loops()).withWeb(ground.web(), ground.loops());
    VirtualThreads virtualThreads = new VirtualThreads(BLOCKING_STEPS);
    this.registry =
        new Registry(
            domains(config),
            Set.copyOf(config.server().admins()),
            ground.clock().instant(),
            FenghuoCommand.version());
    ArchiveSettings archiving = config.archive();
    Backlog backlog = new Backlog(archiving.waiting());
    Batching batching =
        new Batching(archiving.writers(), archiving.batch(), archiving.delay(), backlog);
    PendingRetractions retractions =
        new PendingRetractions(
            ground.db(),
            registry.retractions(),
            new ReleasedReferences(ground.db(), registry.released()));
    this.rows = new PgRowStore(ground.db(), batching.writers(), retractions);
    PgAccountStore accountStore = new PgAccountStore(ground.db());
    PgArchive archive = new PgArchive(ground.db(), new VirtualThreads(INDEXERS));
    Core.Foundation foundation =
        new Core.Foundation(
            registry,
            accountStore,
            new PgRosterStore(ground.db()),
            archive,
            config.retentions(),
            rows,
            ground.clock(),
            loops,
            virtualThreads,
            batching,
            config.limits().sessionsPerAccount(),
            rosterLimits(config));
    ClusterMember member = ground.member();
    this.core = member == null ? Core.single(foundation) : Core.clustered(foundation, member);
    AccountRegister register =
        new AccountRegister(
            registry.directory().domains(),
            accountStore,
            new PgTokenStore(ground.db()),
            config.sasl().iterations());
    register.to(core.gate(), core.online());
    this.accounts = register;
    this.transfer =
        AccountTransfer.Local.of(
            core.gate()::save,
            ground.db(),
            accountStore,
            archive,
            config.retentions(),
            registry,
            loops.of(0),
            virtualThreads,
            ground.clock(),
            config.sasl().iterations());
    Services services =
        new Services(
            ground.db(),
            archive,
            new PgConversations(ground.db()),
            accounts,
            registry.directory(),
            ground.clock(),
            core.router()::route);
    registry.directory().dataAt(ground.data());
    XepCatalog.all(services, ground.extensions()).forEach(registry::install);
    registry.install(on -> on.every(RETRACTIONS, retractions::work));
    new Migrations(ground.db())
        .apply(
            registry.schemas().stream()
                .map(schema ->
                    Schema.resources(
                        schema.owner().getPackageName(),
                        schema.owner(),
                        schema.resources().toArray(String[]::new)))
                .toList());
    expire(new PgPartitions(ground.db()), config.retentions(), ground.clock());
    this.tcpPorts = tcpPorts(config);
    try {
      ServerSecret secret = secret(ground, random);
      ClientPorts.Tools tools =
          new ClientPorts.Tools(
              registry,
              core.gate(),
              authentications(ground, secret, random),
              loops,
              virtualThreads,
              random,
              backlog);
      this.ports =
          ClientPorts.open(
              ground.vertx(),
              config,
              certificates(ground, registry, random),
              tools,
              sites.apply(registry.directory()));
      Leftovers.sweep(core.accounts().node(), core.gate(), LEFTOVERS_PACE);
    } catch (PortException e) {
      tcpPorts.close();
      rows.close();
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      tcpPorts.close();
      rows.close();
      throw new CommandException("cannot start: " + FileProblem.text(e), e);
    } catch (Throwable e) {
      tcpPorts.close();
      rows.close();
      throw e;
    }
    this.periodic = PeriodicWork.start(registry.periodic());
  }

  /// Makes what archives need now; and again and again, with the removal of what has had its time.
  private void expire(PgPartitions partitions, Retentions retentions, Clock clock) {
    partitions.prepare(retentions, Retention.day(clock.instant()));
    registry.install(on ->
        on.every(
            EXPIRY,
            () -> {
              int day = Retention.day(clock.instant());
              partitions.prepare(retentions, day);
              // Where the clocks differ nothing goes that one of them would keep.
              core.messagesGone(partitions.sweep(Math.min(day, partitions.today())));
            }));
  }

  private TcpPorts tcpPorts(Config config) throws CommandException {
    try {
      return TcpPorts.open(config.listeners().address(), registry.tcpPorts());
    } catch (IOException e) {
      rows.close();
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static RosterLimits rosterLimits(Config config) {
    RosterLimits usual = RosterLimits.DEFAULT;
    return new RosterLimits(
        config.limits().rosterItems(), usual.maxRequests(), usual.maxDirected());
  }

  private static Set<String> domains(Config config) {
    Set<String> domains = new HashSet<>();
    for (Jid domain : config.server().domains()) {
      domains.add(domain.toString());
    }
    return domains;
  }

  private static Certificates certificates(Ground ground, Registry registry, SecureRandom random)
      throws IOException {
    var tls = ground.config().tls();
    if (tls.certificate().isPresent() && tls.key().isPresent()) {
      return Certificates.ofFiles(
              List.of(new Certificates.Source(tls.certificate().get(), tls.key().get())))
          .accept(tls.versions());
    }
    return Certificates.selfSigned(
            ground.data().resolve("certificate.pem"),
            ground.config().server().domains().stream().map(Jid::toString).toList(),
            registry.directory().services().stream().map(Target::label).toList(),
            ground.clock(),
            random)
        .accept(tls.versions());
  }

  private static ServerSecret secret(Ground ground, SecureRandom random)
      throws IOException, CommandException {
    Optional<Secret> configured = ground.config().sasl().tokenSecret();
    if (configured.isEmpty()) {
      return ServerSecret.load(ground.data().resolve("secret"), random);
    }
    try {
      return ServerSecret.of(Octets.ofBase64(configured.get().value()));
    } catch (IllegalArgumentException e) {
      // The cause would repeat the secret.
      throw new CommandException("sasl.token-secret must be base64 of at least 32 bytes", null);
    }
  }

  private Authentications authentications(Ground ground, ServerSecret secret, SecureRandom random) {
    SaslSettings sasl = ground.config().sasl();
    Credentials credentials = new GateCredentials(core.gate(), new PgCredentials(ground.db()));
    TokenStore store = new PgTokenStore(ground.db());
    // A client whose token has expired only lately is told so.
    store.removeExpired(ground.clock().instant().minus(sasl.tokenLifetime()));
    FastTokens tokens =
        new FastTokens(
            store,
            secret,
            new FastTokens.Policy(sasl.tokenLifetime(), sasl.tokenRotation()),
            ground.clock(),
            random);
    AttemptLimiter limiter =
        new AttemptLimiter(
            sasl.limitAttempts() ? AttemptLimiter.Policy.DEFAULT : AttemptLimiter.Policy.UNLIMITED,
            ground.clock());
    SaslServers servers = new SaslServers(secret, sasl.iterations(), tokens, limiter, random);
    return new SaslAuthentications(
        new SaslAuthentications.Settings(
            mechanisms(sasl),
            sasl.plainWithoutTls(),
            EnumSet.of(ScramHash.SHA_256, ScramHash.SHA_512),
            registry.bindFeatures(),
            sasl.iterations()),
        new SaslAuthentications.Services(servers, credentials, tokens, secret, random));
  }

  private static Set<SaslMechanism> mechanisms(SaslSettings sasl) {
    Set<SaslMechanism> mechanisms = EnumSet.noneOf(SaslMechanism.class);
    for (SaslMechanism mechanism : SaslMechanism.values()) {
      if (sasl.mechanisms().contains(mechanism.text())) {
        mechanisms.add(mechanism);
      }
    }
    if (sasl.anonymous()) {
      mechanisms.add(SaslMechanism.ANONYMOUS);
    }
    return mechanisms;
  }

  /// The register of accounts.
  OperatorAccounts accounts() {
    return accounts;
  }

  /// Takes accounts out and in.
  AccountTransfer transfer() {
    return transfer;
  }

  /// Where clients connect.
  ClientPorts ports() {
    return ports;
  }

  /// Takes up a certificate whose files have changed. Blocks.
  ///
  /// @return whether they have changed
  /// @throws IOException when they cannot be used: then the former ones stay
  boolean renewCertificates() throws IOException {
    return ports.renewCertificates();
  }

  /// What is installed.
  Registry registry() {
    return registry;
  }

  /// Blocks until clients have been told, and what they have said is durable, or a few seconds have
  /// passed.
  @Override
  public void close() {
    core.stop(STOP);
    ports.close(STOP);
    tcpPorts.close();
    periodic.close();
    core.close(STOP);
    rows.close();
  }
}

package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Backlog;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.Retentions;
import im.fenghuo.archive.UnreliableArchive;
import im.fenghuo.core.Core;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.lane.VirtualThreads;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.InMemoryRosterStore;
import im.fenghuo.roster.RosterLimits;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The accounts of one node with real loops and lanes, and storage in memory, without network:
///
/// ```java
/// try (TestNode node = new TestNode()) {
///   TestSession romeo = node.session("romeo@localhost/garden");
///   TestSession juliet = node.session("juliet@localhost/balcony").available();
///   romeo.send("<message to='juliet@localhost' type='chat'><body>Hi</body></message>");
///   assertThat(juliet.lines()).containsExactly("message chat from romeo@localhost/garden: Hi");
/// }
/// ```
///
/// An account comes into being with its first session.
public final class TestNode implements AutoCloseable {

  /// What the clock of every test node says at first.
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger running = new AtomicInteger();
  private final Set<Jid> notRead = ConcurrentHashMap.newKeySet();
  private final Loops loops = Loops.of(vertx, 2);
  private final Executor virtualThreads = counting(new VirtualThreads(100));
  private final UnreliableArchive archive;
  private final InMemoryRosterStore rosters;
  private final InMemoryAccountStore store;
  private final Registry registry = new Registry(Set.of("localhost"), Set.of(), NOW, "0");
  private final Core core;
  private volatile BooleanSupplier around = () -> true;

  /// A node with storage of its own.
  public TestNode() {
    this(RosterLimits.DEFAULT, _ -> {});
  }

  /// A node that keeps messages that long.
  public TestNode(Retention retention) {
    this(RosterLimits.DEFAULT, retention, _ -> {});
  }

  /// A node with something registered.
  public TestNode(RosterLimits limits, Consumer<Registry> installation) {
    this(limits, Retention.FOREVER, installation);
  }

  private TestNode(RosterLimits limits, Retention retention, Consumer<Registry> installation) {
    this(limits, retention, installation, null, Core::single);
  }

  /// A node of several.
  ///
  /// @param other has the storage that they share; null for the first
  /// @param core puts it together
  public TestNode(
      Consumer<Registry> installation,
      @Nullable TestNode other,
      Function<Core.Foundation, Core> core) {
    this(RosterLimits.DEFAULT, Retention.FOREVER, installation, other, core);
  }

  private TestNode(
      RosterLimits limits,
      Retention retention,
      Consumer<Registry> installation,
      @Nullable TestNode other,
      Function<Core.Foundation, Core> making) {
    archive = other == null ? new UnreliableArchive(virtualThreads) : other.archive;
    rosters = other == null ? new InMemoryRosterStore() : other.rosters;
    store = other == null ? new InMemoryAccountStore(rosters, archive) : other.store;
    installation.accept(registry);
    core =
        making.apply(
            new Core.Foundation(
                registry,
                store,
                rosters,
                archive,
                new Retentions(retention, Map.of()),
                archive,
                clock(),
                loops,
                virtualThreads,
                new Batching(1, 500, Duration.ofMillis(2), new Backlog(20_000)),
                10,
                limits));
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return fixed(instant(), zone);
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  /// Lets that much time pass on the clock.
  public void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private Executor counting(Executor executor) {
    return work -> {
      running.incrementAndGet();
      executor.execute(() -> {
        try {
          work.run();
        } finally {
          running.decrementAndGet();
        }
      });
    };
  }

  /// Binds a resource, of an account that is made if need be.
  public TestSession session(String fullJid) {
    Jid jid = Jid.parse(fullJid);
    store.create(jid.bare(), "");
    return new TestSession(this, jid);
  }

  /// An account that exists.
  public Jid account(String bareJid) {
    Jid jid = Jid.parse(bareJid);
    store.create(jid, "");
    return jid;
  }

  public Core core() {
    return core;
  }

  public Registry registry() {
    return registry;
  }

  public UnreliableArchive archive() {
    return archive;
  }

  public InMemoryRosterStore rosters() {
    return rosters;
  }

  public InMemoryAccountStore store() {
    return store;
  }

  public Loops loops() {
    return loops;
  }

  /// Runs something on the loop of an account, and waits for it.
  public void with(String bareJid, Consumer<LocalAccount> work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    core.accounts()
        .with(
            Jid.parse(bareJid),
            account -> {
              work.accept(account);
              done.complete(null);
            },
            done::completeExceptionally);
    done.join();
  }

  /// Waits until nothing goes on any more: no step runs or waits, every row is durable.
  public void settle() {
    int quiet = 0;
    while (quiet < 3) {
      // Asked again at the end: what a loop has done last may have started something.
      boolean isQuiet = isQuiet() && around.getAsBoolean() && isQuiet();
      quiet = isQuiet ? quiet + 1 : 0;
      Thread.onSpinWait();
    }
  }

  /// Whether nothing goes on here now.
  public boolean isQuiet() {
    return running.get() == 0 && areLoopsQuiet() && running.get() == 0;
  }

  /// From now on it is not settled before what is around it is quiet, too.
  public void settlesWith(BooleanSupplier isQuietAround) {
    around = isQuietAround;
  }

  private boolean areLoopsQuiet() {
    boolean quiet = true;
    for (Loop loop : loops.all()) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      loop.execute(() ->
          answer.complete(
              core.entities().isQuiet(loop)
                  && core.accounts().present(loop).stream().allMatch(this::isQuiet)));
      quiet &= answer.join();
    }
    return quiet;
  }

  private boolean isQuiet(LocalAccount account) {
    return account.changes().size() == 0
        && (!account.isDraining() || notRead.contains(account.jid()))
        && account.archive().isDurable()
        && account.visitors().size() == 0
        && account.clientSessions().stream().allMatch(session -> session.lane().size() == 0);
  }

  /// Does something in one turn of an account's loop, and waits until all is quiet again.
  void onLoop(String bareJid, Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    core.accounts()
        .loop(Jid.parse(bareJid))
        .execute(() -> {
          work.run();
          done.complete(null);
        });
    done.join();
    settle();
  }

  /// Whether a client of the account is waited for that does not read.
  void setNotRead(Jid account, boolean isWaitedFor) {
    if (isWaitedFor) {
      notRead.add(account);
    } else {
      notRead.remove(account);
    }
  }

  AccountGate.Attached attach(Jid jid, StreamPort port) {
    try {
      return core.gate().attach(jid.bare(), AccountGate.Bind.of(jid.resourcepart()), port);
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

package im.fenghuo.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own, as durable as any: it syncs what it commits. Its files are in
/// one directory, it listens on a socket there and on nothing else, and it is started again when it
/// dies.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

  /// A socket's path must be shorter than this on every system.
  private static final int SOCKET_PATH_LIMIT = 100;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final PostgresCluster cluster;
  private final Launch launch;
  private final PostgresBinaries binaries;
  private final FileChannel lock;
  private final int port;
  private final Object turn = new Object();
  private @Nullable PostgresProcess process;
  private boolean closed;

  private EmbeddedPostgres(
      PostgresCluster cluster,
      Launch launch,
      PostgresBinaries binaries,
      FileChannel lock,
      int port) {
    this.cluster = cluster;
    this.launch = launch;
    this.binaries = binaries;
    this.lock = lock;
    this.port = port;
  }

  /// Blocks until the server accepts connections; the first time it is made, in about 3 s.
  ///
  /// @param directory for all its files; made when it is not there
  /// @throws IOException when another process uses the directory, when it holds the data of another
  ///   major version, or when PostgreSQL does not run here; the message says what to do
  public static EmbeddedPostgres start(Path directory) throws IOException {
    Path home = Files.createDirectories(directory).toRealPath();
    FileChannel lock = lock(home);
    try {
      PostgresBinaries binaries = PostgresBinaries.unpack(home);
      PostgresCluster cluster = new PostgresCluster(home, binaries.major());
      cluster.refuseOtherVersions();
      Launch launch = Launch.choose(home, cluster.data());
      launch.own(binaries.directory());
      cluster.prepare(launch);
      if (!cluster.exists()) {
        cluster.create(binaries, launch);
      }
      EmbeddedPostgres server =
          new EmbeddedPostgres(cluster, launch, binaries, lock, freePortIfNeeded(cluster));
      server.stopOrphan();
      server.run();
      return server;
    } catch (IOException | RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /// Where to connect to.
  public DatabaseAddress address() throws IOException {
    String password = cluster.password();
    return port == 0
        ? DatabaseAddress.socket(cluster.socket(), PostgresCluster.USER, password)
        : DatabaseAddress.loopback(port, PostgresCluster.USER, password);
  }

  /// The process id of the server that runs now.
  public long pid() {
    synchronized (turn) {
      return process == null ? -1 : process.pid();
    }
  }

  /// Blocks until the server has stopped; connections are cut, what was committed stays.
  @Override
  public void close() {
    synchronized (turn) {
      if (closed) {
        return;
      }
      closed = true;
      if (process != null) {
        process.stop();
      }
    }
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock of {} could not be released", cluster.directory(), e);
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("Locked by this process", e);
    }
    channel.close();
    throw new IOException("another server is using " + home);
  }

  private static int freePortIfNeeded(PostgresCluster cluster) throws IOException {
    String path = cluster.socket().resolve(".s.PGSQL.5432").toString();
    if (path.getBytes(StandardCharsets.UTF_8).length < SOCKET_PATH_LIMIT) {
      return 0;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void stopOrphan() throws IOException {
    Optional<PostgresProcess> orphan = PostgresProcess.findOrphan(cluster.data());
    if (orphan.isPresent()) {
      LOG.info(
          "Stopping PostgreSQL (process {}), which an earlier run left behind", orphan.get().pid());
      orphan.get().stop();
    }
  }

  private void run() throws IOException {
    synchronized (turn) {
      if (!closed) {
        PostgresProcess started =
            PostgresProcess.start(
                cluster, launch, binaries.server(cluster.data(), cluster.socket(), port));
        process = started;
        var _ = started.onExit().thenRunAsync(this::startAgain, this::onThread);
      }
    }
  }

  private void onThread(Runnable work) {
    Thread.ofVirtual().name("postgres-supervisor").start(work);
  }

  /// Processes of a server that was killed need a moment to notice; until then a start fails.
  private void startAgain() {
    Duration pause = FIRST_PAUSE;
    while (!isClosed()) {
      LOG.error("PostgreSQL has ended; starting it again (its log is {})", cluster.log());
      try {
        run();
        LOG.info("PostgreSQL runs again (process {})", pid());
        return;
      } catch (IOException failure) {
        LOG.warn("{}", failure.getMessage());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
      pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
    }
  }

  private boolean isClosed() {
    synchronized (turn) {
      return closed;
    }
  }
}

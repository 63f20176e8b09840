package im.fenghuo.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL server, ours or one that an earlier, killed Fenghuo left behind.
final class PostgresProcess {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);

  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(10);

  private final ProcessHandle process;

  private PostgresProcess(ProcessHandle process) {
    this.process = process;
  }

  /// Blocks until the server accepts connections.
  static PostgresProcess start(PostgresCluster cluster, Launch launch, List<String> command)
      throws IOException {
    Process process = launch.process(cluster.log(), command).start();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!isReady(cluster.data(), process.pid())) {
      if (!process.isAlive()) {
        throw new IOException("PostgreSQL did not start; its output is in " + cluster.log());
      }
      if (System.nanoTime() > deadline) {
        process.destroy();
        throw new IOException(
            "PostgreSQL was not ready in %s; its output is in %s"
                .formatted(READY_WITHIN, cluster.log()));
      }
      sleep();
    }
    return new PostgresProcess(process.toHandle());
  }

  /// The server that still uses `data`, if there is one. A file that only claims it is removed:
  /// after a restart of the machine its process id may be that of any other program.
  static Optional<PostgresProcess> findOrphan(Path data) throws IOException {
    List<String> lines = pidFile(data);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Optional<PostgresProcess> orphan =
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
            .filter(process -> isServerOf(process, data))
            .map(PostgresProcess::new);
    if (orphan.isEmpty()) {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
    return orphan;
  }

  private static boolean isServerOf(ProcessHandle process, Path data) {
    return process.info().commandLine().orElse("").contains(data.toString());
  }

  /// The last line tells the state since PostgreSQL 10.
  private static boolean isReady(Path data, long pid) throws IOException {
    List<String> lines = pidFile(data);
    return lines.size() >= 8
        && lines.getFirst().strip().equals(String.valueOf(pid))
        && lines.get(7).strip().equals("ready");
  }

  private static List<String> pidFile(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /// Blocks until it has ended: connections are cut, nothing committed is lost.
  void stop() {
    if (!ends("INT") && !ends("QUIT")) {
      LOG.error("PostgreSQL (process {}) does not stop", process.pid());
    }
  }

  private boolean ends(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
      process.onExit().get(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (IOException | ExecutionException | TimeoutException failure) {
      return !process.isAlive();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}

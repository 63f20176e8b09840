package im.fenghuo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/// One run of one scenario: its accounts, its connections, its counters and its clock.
///
/// The scenario's own thread blocks in here while the event loops work.
final class Run implements AutoCloseable {

  private static final long MOST_ERRORS = 2_000;
  private static final long MOST_ERRORS_WITHOUT_SUCCESS = 20;

  private final RunOptions options;
  private final TargetOptions target;
  private final List<Account> accounts;
  private final ProcessTrees processes;
  private final Meter meter = new Meter();
  private final Clients clients;
  private final Progress progress;

  Run(TargetOptions target, RunOptions options) throws IOException {
    this.options = options;
    this.target = target;
    this.accounts = target.accounts();
    this.processes = options.processes();
    this.progress = new Progress(meter, options.isQuiet());
    this.clients = new Clients(target, options.loops());
  }

  /// What was used and done between two moments.
  record Measurement(Usage before, Usage after, long units, Histogram latencies) {
    double seconds() {
      return (after.nanoseconds() - before.nanoseconds()) / 1e9;
    }
  }

  TargetOptions target() {
    return target;
  }

  List<Account> accounts() {
    return accounts;
  }

  Clients clients() {
    return clients;
  }

  Meter meter() {
    return meter;
  }

  Usage usage() {
    return Usage.now(processes);
  }

  /// Seconds after which something that does not come is given up.
  int patience() {
    return options.patience();
  }

  /// Brings every account online. Blocks until all are, and gives up at the first failure.
  ///
  /// @return their streams, in the accounts' order
  List<ClientStream> goOnline() throws InterruptedException {
    Crowd crowd = new Crowd(this, options.concurrency());
    crowd.start();
    await("logging in", options.patience(), () -> crowd.isComplete() || meter.errors() > 0);
    if (!crowd.isComplete()) {
      throw new IllegalStateException(
          meter
              .firstError()
              .orElse(
                  crowd.online()
                      + " of "
                      + accounts.size()
                      + " clients were online after "
                      + options.patience()
                      + " s"));
    }
    return new ArrayList<>(crowd.streams());
  }

  /// Lets the load run unmeasured.
  void warmUp() throws InterruptedException {
    await("warming up", options.warmup(), () -> false);
  }

  /// Measures the load for the configured time. Blocks.
  Measurement measure() throws InterruptedException {
    return measure("measuring", options.duration(), () -> false);
  }

  /// Measures until the condition holds, at most for so many seconds. Blocks.
  Measurement measure(String phase, int seconds, BooleanSupplier done) throws InterruptedException {
    return measure(phase, seconds, () -> {}, done);
  }

  /// The same of what begins with the clock.
  Measurement measure(String phase, int seconds, Runnable begin, BooleanSupplier done)
      throws InterruptedException {
    var _ = meter.latencies();
    long unitsBefore = meter.units();
    Usage before = usage();
    begin.run();
    await(phase, seconds, done);
    Usage after = usage();
    return new Measurement(before, after, meter.units() - unitsBefore, meter.latencies());
  }

  /// Waits for the last answers. Blocks until the condition holds or patience ends, and a little
  /// longer for what should not come any more.
  void drain(BooleanSupplier done) throws InterruptedException {
    await("waiting for the last", options.patience(), done);
    await("listening", 1, () -> false);
  }

  /// Blocks until the condition holds, time is up, or too much has gone wrong; reports progress
  /// every second.
  void await(String phase, int seconds, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      stopIfHopeless();
      long left = end - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
      progress.tick(phase);
    }
  }

  private void stopIfHopeless() {
    long errors = meter.errors();
    if (errors > MOST_ERRORS || (errors > MOST_ERRORS_WITHOUT_SUCCESS && meter.units() == 0)) {
      throw new IllegalStateException(
          errors + " errors, the first: " + meter.firstError().orElse(""));
    }
  }

  /// Says goodbye on all streams. Blocks until they are closed, for at most six seconds.
  void goOffline(List<ClientStream> streams) throws InterruptedException {
    for (ClientStream stream : streams) {
      stream.eventLoop().execute(stream::close);
    }
    await("logging out", 6, () -> streams.stream().allMatch(ClientStream::isClosed));
  }

  /// Runs a command in a shell. Blocks until it ends, for at most a minute.
  static void shell(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroy();
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}

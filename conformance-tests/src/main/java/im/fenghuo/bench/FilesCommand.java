package im.fenghuo.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench files`: what uploads and downloads do to those who chat.
@Command(
    name = "files",
    mixinStandardHelpOptions = true,
    description = {
      "Users talk in pairs at --rate. In turns they do so alone, for --duration seconds, and beside",
      "files that are uploaded, downloaded and deleted again over HTTPS (XEP-0363), --at-once at a",
      "time, until --files have gone both ways. Compares the latency of messages."
    })
final class FilesCommand implements Callable<Integer> {

  private static final int LONGEST_TURN = 3600;
  private static final double PERCENTILE = 99;

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--rate",
      description = "messages a second, all users together (default: ${DEFAULT-VALUE})")
  private double rate = 200;

  @Option(names = "--files", description = "how many files (default: ${DEFAULT-VALUE})")
  private int files = 1000;

  @Option(names = "--size", description = "bytes of each (default: ${DEFAULT-VALUE})")
  private long size = 20_000_000;

  @Option(
      names = "--at-once",
      description = "files under way, each of another user (default: ${DEFAULT-VALUE})")
  private int atOnce = 50;

  @Option(
      names = "--turns",
      description = "how many times with and without files (default: ${DEFAULT-VALUE})")
  private int turns = 10;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Chat.requireEven(target.users());
    if (atOnce < 1 || atOnce > target.users() || turns < 1 || files < turns || size < 1) {
      throw new IllegalArgumentException(
          "--at-once must be between 1 and --users, and --files at least --turns");
    }
    try (Run run = new Run(target, options)) {
      List<ClientStream> streams = run.goOnline();
      Chat chat = new Chat(run, streams, 64, false);
      chat.listen();
      try (Transfers transfers = new Transfers(run, chat.users().subList(0, atOnce), size)) {
        transfers.listen();
        chat.startOpenLoop(rate);
        run.warmUp();
        transfers.start(atOnce); // code that is not compiled yet is not what is measured
        run.await("warming up files", LONGEST_TURN, transfers::isIdle);
        Phases phases = measure(run, transfers);
        chat.stop();
        run.drain(() -> run.meter().units() >= run.meter().sentCount());
        Chat.Tally tally = chat.tally();
        Report report = new Report("files", "message", target);
        report.load("open loop", rate);
        report.value("files both ways", transfers.done());
        report.value("bytes of each", size);
        report.value("files at once", atOnce);
        phases.report(report);
        report.tally("messages", tally);
        run.goOffline(streams);
        boolean isComplete = transfers.done() == files + atOnce;
        return report.finish(run.meter(), tally.isPerfect() && isComplete, options.json());
      }
    }
  }

  private Phases measure(Run run, Transfers transfers) throws InterruptedException {
    Phases phases = new Phases();
    for (int turn = 0; turn < turns; turn++) {
      phases.without.add(run.measure());
      transfers.start(files * (turn + 1) / turns - files * turn / turns);
      phases.with.add(run.measure("with files", LONGEST_TURN, transfers::isIdle));
      run.await("a breath", 1, () -> false);
    }
    return phases;
  }

  /// What was measured, in turns.
  private static final class Phases {

    private final Sum without = new Sum();
    private final Sum with = new Sum();

    void report(Report report) {
      without.report(report, "without files");
      with.report(report, "with files");
      report.ratio("p99 with to without", with.percentile(), without.percentile());
    }
  }

  /// Several measurements taken together.
  private static final class Sum {

    private final Histogram latencies = new Histogram(3);
    private long units;
    private double seconds;

    void add(Run.Measurement measured) {
      latencies.add(measured.latencies());
      units += measured.units();
      seconds += measured.seconds();
    }

    double percentile() {
      return latencies.getValueAtPercentile(PERCENTILE);
    }

    void report(Report report, String name) {
      report.latencies(name, units, seconds, latencies);
    }
  }
}

package im.fenghuo.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench muc`: all users in one room, some of them talking.
@Command(
    name = "muc",
    mixinStandardHelpOptions = true,
    description = {
      "All users enter one room (XEP-0045), some of them talk. Without --rate each of these has one",
      "message under way, which everybody gets before the next; with it messages leave at that rate.",
      "Loss, duplicates and order are checked for every copy: all occupants must see the same order."
    })
final class MucCommand implements Callable<Integer> {

  /// Whether occupants are shown to each other.
  enum Shown {
    ON,
    OFF
  }

  private static final int SETTLING_SECONDS = 3;

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--muc-host", description = "where rooms are (default: muc. and the domain)")
  private @Nullable String service;

  @Option(names = "--senders", description = "how many talk (default: ${DEFAULT-VALUE})")
  private int senders = 10;

  @Option(names = "--rate", description = "messages a second, all who talk together")
  private double rate;

  @Option(names = "--body", description = "bytes of filling in a body (default: ${DEFAULT-VALUE})")
  private int body = 64;

  @Option(
      names = "--presence",
      description =
          "${COMPLETION-CANDIDATES}: whether occupants are shown to each other; off empties"
              + " muc#roomconfig_presencebroadcast (default: ${DEFAULT-VALUE})")
  private Shown presence = Shown.ON;

  @Option(names = "--enter-rate", description = "how many enter a second (default: all at once)")
  private double enterRate;

  @Option(
      names = "--flood",
      paramLabel = "PER_SECOND",
      description =
          "measure once more while another occupant sends as fast as the server reads, at most so"
              + " many messages a second")
  private double flood;

  @Option(
      names = "--before-memory",
      paramLabel = "COMMAND",
      description = "run this in a shell before memory is read, e.g. 'jcmd PID GC.run'")
  private @Nullable String beforeMemory;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    try (Run run = new Run(target, options)) {
      List<ClientStream> streams = run.goOnline();
      String rooms = service == null ? "muc." + target.domain() : service;
      Assembly assembly = new Assembly(run, streams, rooms, body, presence == Shown.ON);
      assembly.create();
      Report report = new Report("muc", "delivered message", target);
      report.load(rate > 0 ? "open loop" : "closed loop, senders", rate > 0 ? rate : senders);
      enter(run, assembly, report);
      if (rate > 0) {
        assembly.startOpenLoop(senders, rate);
      } else {
        assembly.startClosedLoop(senders);
      }
      run.warmUp();
      talk(run, assembly, report);
      if (flood > 0) {
        flood(run, assembly, report);
      }
      assembly.stop();
      assembly.drain();
      Chat.Tally tally = assembly.tally();
      report.tally("copies", tally);
      run.goOffline(streams);
      return report.finish(run.meter(), tally.isPerfect(), options.json());
    }
  }

  private void check() {
    if (senders < 1 || senders + (flood > 0 ? 1 : 0) > target.users()) {
      throw new IllegalArgumentException(
          "--senders must be between 1 and the number of users, one less with --flood");
    }
    if (flood > 0 && rate == 0) {
      throw new IllegalArgumentException("--flood needs --rate: a fixed load to compare");
    }
    if (body < 0 || body > 60_000) {
      throw new IllegalArgumentException("--body must be between 0 and 60000, not " + body);
    }
  }

  private void enter(Run run, Assembly assembly, Report report)
      throws IOException, InterruptedException {
    Usage empty = memory(run);
    Assembly.Entry entry = assembly.enter(enterRate);
    Usage full = memory(run);
    report.value("all in after ms", Math.round(entry.seconds() * 1000));
    report.rate("enter", "occupant", entry.joins());
    report.latency("enter", entry.joins().latencies());
    report.cost("enter", "occupant", entry.joins());
    report.cost("presence", "presence", entry.presences());
    report.value("presences", entry.presences().units());
    report.value("presences missing", entry.missing());
    report.sessions(empty, full, target.users());
  }

  private Usage memory(Run run) throws IOException, InterruptedException {
    if (beforeMemory != null) {
      Run.shell(beforeMemory);
      run.await("settling", SETTLING_SECONDS, () -> false);
    }
    return run.usage();
  }

  private void talk(Run run, Assembly assembly, Report report) throws InterruptedException {
    long copies = assembly.room().copyCount();
    long bytes = assembly.room().byteCount();
    report.measured(run.measure());
    report.ratio(
        "bytes per copy",
        (double) (assembly.room().byteCount() - bytes),
        (double) (assembly.room().copyCount() - copies));
  }

  /// The rate counts what others say, as the latency does.
  private void flood(Run run, Assembly assembly, Report report) throws InterruptedException {
    Flood flooding = new Flood(assembly.last(), flood);
    flooding.start();
    run.warmUp();
    int before = assembly.last().sent();
    Run.Measurement measured = run.measure();
    flooding.stop();
    report.latencies("flooded", measured.units(), measured.seconds(), measured.latencies());
    report.cost("flooded", "message of others", measured);
    report.value(
        "flood messages/s", Math.round((assembly.last().sent() - before) / measured.seconds()));
    report.value("flood refused", assembly.room().refusedCount());
    report.value("flood cut off", flooding.isCut() ? 1 : 0);
  }
}

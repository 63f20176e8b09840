package im.fenghuo.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench idle`: what a session that does nothing costs.
@Command(
    name = "idle",
    mixinStandardHelpOptions = true,
    description = {
      "Brings all users online and holds them for --duration: memory per session, CPU per login, CPU",
      "while nothing happens. Start the server afresh before each run, else its heap hides the growth."
    })
final class IdleCommand implements Callable<Integer> {

  private static final int SETTLING_SECONDS = 3;

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--after-hold",
      paramLabel = "COMMAND",
      description = "run this in a shell before memory is read again, e.g. 'jcmd PID GC.run'")
  private @Nullable String afterHold;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Run run = new Run(target, options)) {
      Usage empty = run.usage();
      List<ClientStream> streams = run.goOnline();
      Run.Measurement login =
          new Run.Measurement(empty, run.usage(), streams.size(), run.meter().latencies());
      run.await("settling", 1, () -> false);
      Run.Measurement held = run.measure();
      Usage last = held.after();
      if (afterHold != null) {
        Run.shell(afterHold);
        run.await("settling", SETTLING_SECONDS, () -> false);
        last = run.usage();
      }
      long dropped = streams.stream().filter(ClientStream::isClosed).count();
      Report report = new Report("idle", "session", target);
      report.rate("login", "session", login);
      report.cost("login", "session", login);
      report.cost("idle", "session", held);
      report.sessions(empty, last, streams.size());
      report.value("dropped", dropped);
      run.goOffline(streams);
      return report.finish(run.meter(), dropped == 0, options.json());
    }
  }
}

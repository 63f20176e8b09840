package im.fenghuo.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How long a run takes, how hard it pushes and what it watches.
final class RunOptions {

  @Option(
      names = "--concurrency",
      description = "logins in progress at once (default: ${DEFAULT-VALUE})")
  private int concurrency = 32;

  @Option(
      names = "--warmup",
      description = "seconds of load before measuring (default: ${DEFAULT-VALUE})")
  private int warmup = 3;

  @Option(names = "--duration", description = "seconds measured (default: ${DEFAULT-VALUE})")
  private int duration = 10;

  @Option(
      names = "--patience",
      description =
          "seconds after which setting up, or waiting for the last answers, is given up"
              + " (default: ${DEFAULT-VALUE})")
  private int patience = 120;

  @Option(names = "--loops", description = "event loops of the client (default: ${DEFAULT-VALUE})")
  private int loops = 1;

  @Option(
      names = "--cpu",
      paramLabel = "NAME=PID[+PID][,...]",
      description = "processes to charge, each with its children, e.g. srv=1234,db=77 (Linux)")
  private String cpu = "";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "append the result as one line of JSON")
  private @Nullable Path json;

  @Option(names = "--quiet", description = "no line of progress every second")
  private boolean quiet;

  int concurrency() {
    return atLeastOne("--concurrency", concurrency);
  }

  int warmup() {
    return warmup;
  }

  int duration() {
    return atLeastOne("--duration", duration);
  }

  int patience() {
    return atLeastOne("--patience", patience);
  }

  int loops() {
    return atLeastOne("--loops", loops);
  }

  /// The processes named by `--cpu`.
  ProcessTrees processes() {
    return ProcessTrees.parse(cpu);
  }

  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  boolean isQuiet() {
    return quiet;
  }

  private static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, not " + value);
    }
    return value;
  }
}

package im.fenghuo.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bench register`: makes the accounts that the other scenarios use.
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the accounts by in-band registration (XEP-0077). One that exists already is fine."
    })
final class RegisterCommand implements Callable<Integer> {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Run run = new Run(target, options)) {
      Run.Measurement measured =
          run.measure(
              "registering",
              options.patience(),
              () -> Registration.all(run, options.concurrency()),
              () -> run.meter().units() + run.meter().errors() >= target.users());
      Report report = new Report("register", "account", target);
      report.measured(measured);
      return report.finish(run.meter(), run.meter().units() == target.users(), options.json());
    }
  }
}

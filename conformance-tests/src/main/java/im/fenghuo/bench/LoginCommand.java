package im.fenghuo.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bench login`: clients that come, go online, and leave again.
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "--concurrency clients connect, log in, fetch the roster, send presence and leave, over and over.",
      "With --sign-in sasl2 or fast they log in as a returning client does. The unit is one whole login."
    })
final class LoginCommand implements Callable<Integer> {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Run run = new Run(target, options)) {
      List<LoginLoop> loops = LoginLoop.all(run, options.concurrency());
      loops.forEach(LoginLoop::start);
      run.warmUp();
      run.await("first logins", options.patience(), () -> run.meter().units() >= target.users());
      Run.Measurement measured = run.measure();
      loops.forEach(LoginLoop::stop);
      run.await("logging out", 6, () -> loops.stream().allMatch(LoginLoop::isIdle));
      Report report = new Report("login", "login", target);
      report.load("concurrent logins", options.concurrency());
      report.measured(measured);
      return report.finish(run.meter(), true, options.json());
    }
  }
}

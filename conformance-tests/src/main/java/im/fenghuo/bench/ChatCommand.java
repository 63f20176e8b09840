package im.fenghuo.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench chat`: users in pairs, talking both ways.
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = {
      "Users talk in pairs, both ways. Without --rate each keeps --window messages under way (closed",
      "loop, finds the capacity); with it messages leave at that rate whatever comes back (open loop,",
      "finds the latency). Loss, duplicates and order are checked for every message."
    })
final class ChatCommand implements Callable<Integer> {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--rate", description = "messages a second, all users together")
  private double rate;

  @Option(
      names = "--window",
      description = "messages under way per user without --rate (default: ${DEFAULT-VALUE})")
  private int window = 1;

  @Option(names = "--body", description = "bytes of filling in a body (default: ${DEFAULT-VALUE})")
  private int body = 64;

  @Option(names = "--full-jid", description = "send to the partner's resource, not to its account")
  private boolean fullJid;

  @Option(
      names = "--check-archive",
      paramLabel = "USERS",
      description = "afterwards read the archives of so many users and look for every message")
  private int archives;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Chat.requireEven(target.users());
    if (body < 0 || body > 60_000) {
      throw new IllegalArgumentException("--body must be between 0 and 60000, not " + body);
    }
    Instant start = Instant.now();
    try (Run run = new Run(target, options)) {
      List<ClientStream> streams = run.goOnline();
      Chat chat = new Chat(run, streams, body, fullJid);
      chat.listen();
      if (rate > 0) {
        chat.startOpenLoop(rate);
      } else {
        chat.startClosedLoop(window);
      }
      run.warmUp();
      Run.Measurement measured = run.measure();
      chat.stop();
      run.drain(() -> run.meter().units() >= run.meter().sentCount());
      Chat.Tally tally = chat.tally();
      Report report = new Report("chat", "message", target);
      report.load(rate > 0 ? "open loop" : "closed loop", rate > 0 ? rate : window);
      report.measured(measured);
      report.tally("messages", tally);
      boolean archived = check(run, chat, start, report);
      run.goOffline(streams);
      return report.finish(run.meter(), tally.isPerfect() && archived, options.json());
    }
  }

  private boolean check(Run run, Chat chat, Instant start, Report report)
      throws InterruptedException {
    if (archives == 0) {
      return true;
    }
    ArchiveCheck check = new ArchiveCheck(chat.conversation(), start);
    chat.users().stream().limit(archives).forEach(check::start);
    run.await("reading archives", options.patience(), check::isComplete);
    run.clients().onEach(() -> {});
    report.tally("in " + check.archives() + " archives", check.tally());
    return check.isComplete() && check.tally().isPerfect();
  }
}

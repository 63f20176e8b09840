package im.fenghuo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench mam`: archives are filled by chatting, then read.
@Command(
    name = "mam",
    mixinStandardHelpOptions = true,
    description = {
      "Fills every archive with --messages messages by chatting in pairs, then --queriers clients ask for",
      "the last page of theirs (XEP-0313), over and over. Every page is checked. The unit is one page."
    })
final class MamCommand implements Callable<Integer> {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--messages", description = "in each archive, even (default: ${DEFAULT-VALUE})")
  private int messages = 100;

  @Option(names = "--page", description = "messages on a page (default: ${DEFAULT-VALUE})")
  private int page = 50;

  @Option(
      names = "--queriers",
      description = "clients that ask at once (default: ${DEFAULT-VALUE})")
  private int queriers = 10;

  @Option(names = "--body", description = "bytes of filling in a body (default: ${DEFAULT-VALUE})")
  private int body = 64;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Chat.requireEven(target.users());
    if (messages < 2 || messages % 2 != 0 || page < 1 || queriers < 1) {
      throw new IllegalArgumentException(
          "--messages must be even and at least 2, --page and --queriers at least 1");
    }
    try (Run run = new Run(target, options)) {
      List<ClientStream> streams = run.goOnline();
      Chat chat = new Chat(run, streams, body, false);
      Run.Measurement filling = fill(run, chat);
      Chat.Tally tally = chat.tally();
      List<PageReader> readers = read(chat);
      run.warmUp();
      Run.Measurement measured = run.measure();
      readers.forEach(PageReader::stop);
      run.await("waiting for the last", 5, () -> readers.stream().allMatch(PageReader::isIdle));
      Report report = new Report("mam", "page", target);
      report.load("concurrent queries", readers.size());
      report.measured(measured);
      report.rate("fill", "message", filling);
      report.cost("fill", "message", filling);
      report.tally("messages", tally);
      run.goOffline(streams);
      return report.finish(run.meter(), tally.isPerfect(), options.json());
    }
  }

  private Run.Measurement fill(Run run, Chat chat) throws InterruptedException {
    long wanted = (long) messages / 2 * target.users();
    chat.conversation().limit(messages / 2);
    chat.listen();
    chat.startClosedLoop(1);
    Run.Measurement filling =
        run.measure("filling", options.patience(), () -> run.meter().units() >= wanted);
    chat.stop();
    run.await("letting it settle", 2, () -> false);
    return filling;
  }

  private List<PageReader> read(Chat chat) {
    int asking = Math.min(queriers, target.users());
    List<PageReader> readers = new ArrayList<>();
    for (int i = 0; i < asking; i++) {
      ChatUser user = chat.users().get((int) ((long) i * target.users() / asking));
      PageReader reader = new PageReader(chat.conversation(), user, page, Math.min(page, messages));
      readers.add(reader);
      reader.start();
    }
    return readers;
  }
}

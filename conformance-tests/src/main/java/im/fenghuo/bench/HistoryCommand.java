package im.fenghuo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench history`: archives that were filled before are read and searched.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Each of --users clients asks for the last page of its archive (XEP-0313), over and over; with --text,",
      "for the last page of what has that text (XEP-0431), the texts in turn. Archives are as they are:",
      "the report says how many messages a page had. The unit is one page."
    })
final class HistoryCommand implements Callable<Integer> {

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final RunOptions options = new RunOptions();

  @Option(names = "--page", description = "messages on a page (default: ${DEFAULT-VALUE})")
  private int page = 50;

  @Option(names = "--text", description = "what is searched for; may be given several times")
  private List<String> texts = List.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Run run = new Run(target, options)) {
      List<ClientStream> streams = run.goOnline();
      List<HistoryReader> readers = new ArrayList<>();
      for (ClientStream stream : streams) {
        HistoryReader reader = new HistoryReader(run.meter(), stream, texts, page);
        readers.add(reader);
        reader.start();
      }
      run.warmUp();
      Run.Measurement measured = run.measure();
      readers.forEach(HistoryReader::stop);
      run.await("waiting for the last", 15, () -> readers.stream().allMatch(HistoryReader::isIdle));
      Report report = new Report("history", "page", target);
      report.load("concurrent queries", readers.size());
      double messages = readers.stream().mapToLong(HistoryReader::messages).sum();
      long pages = readers.stream().mapToLong(HistoryReader::pages).sum();
      report.load("messages on a page", messages / Math.max(1, pages));
      report.measured(measured);
      run.goOffline(streams);
      return report.finish(run.meter(), true, options.json());
    }
  }
}

package im.fenghuo.bench;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// All accounts of a run going online, a limited number at a time.
final class Crowd {

  private final Run run;
  private final int concurrency;
  private final AtomicReferenceArray<ClientStream> streams;
  private final AtomicInteger online = new AtomicInteger();

  Crowd(Run run, int concurrency) {
    this.run = run;
    this.concurrency = concurrency;
    this.streams = new AtomicReferenceArray<>(run.accounts().size());
  }

  /// Starts the first logins; each that ends starts the next on its loop.
  void start() {
    List<ClientLoop> loops = run.clients().loops();
    int each = Math.ceilDiv(concurrency, loops.size());
    for (ClientLoop loop : loops) {
      Queue<Account> waiting = new ArrayDeque<>();
      run.accounts().stream()
          .filter(account -> run.clients().loopOf(account) == loop)
          .forEach(waiting::add);
      loop.eventLoop().execute(() -> IntStream.range(0, each).forEach(slot -> next(loop, waiting)));
    }
  }

  private void next(ClientLoop loop, Queue<Account> waiting) {
    Account account = waiting.poll();
    if (account == null) {
      return;
    }
    Login.start(
        loop,
        account,
        new Login.Outcome() {
          @Override
          public void online(ClientStream stream) {
            stream.readBy(new Listener(run.meter(), account));
            streams.set(account.number(), stream);
            online.incrementAndGet();
            next(loop, waiting);
          }

          @Override
          public void failed(String reason) {
            run.meter().error(account.user() + ": " + reason);
          }
        });
  }

  int online() {
    return online.get();
  }

  /// True when everybody is online, or somebody never will be.
  boolean isComplete() {
    return online.get() == streams.length();
  }

  /// The streams, in the accounts' order; call it only when complete.
  List<ClientStream> streams() {
    return IntStream.range(0, streams.length()).mapToObj(streams::get).toList();
  }

  /// Reads a stream on which nothing is expected.
  private record Listener(Meter meter, Account account) implements ClientStream.Reader {
    @Override
    public void received(ClientStream stream, Stanza stanza) {}

    @Override
    public void closed(ClientStream stream, String reason) {
      if (!reason.isEmpty()) {
        meter.error(account.user() + ": " + reason);
      }
    }
  }
}

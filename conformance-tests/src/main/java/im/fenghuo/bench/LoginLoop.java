package im.fenghuo.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The accounts of one event loop, logging in and out in turn.
final class LoginLoop {

  private static final int AFTER_FAILURE_MILLIS = 100;

  private final Run run;
  private final ClientLoop loop;
  private final List<Account> accounts;
  private final int concurrency;
  private final AtomicInteger active = new AtomicInteger();
  private volatile boolean stopped;
  private int next;

  private LoginLoop(Run run, ClientLoop loop, List<Account> accounts, int concurrency) {
    this.run = run;
    this.loop = loop;
    this.accounts = accounts;
    this.concurrency = Math.min(concurrency, accounts.size()); // one login per account at a time
  }

  /// One for each event loop that has accounts.
  static List<LoginLoop> all(Run run, int concurrency) {
    List<ClientLoop> loops = run.clients().loops();
    int each = Math.ceilDiv(concurrency, loops.size());
    return loops.stream()
        .map(loop ->
            new LoginLoop(
                run,
                loop,
                run.accounts().stream()
                    .filter(account -> run.clients().loopOf(account) == loop)
                    .toList(),
                each))
        .filter(logins -> !logins.accounts.isEmpty())
        .toList();
  }

  void start() {
    loop.eventLoop()
        .execute(() -> {
          for (int i = 0; i < concurrency; i++) {
            login();
          }
        });
  }

  void stop() {
    stopped = true;
  }

  boolean isIdle() {
    return active.get() == 0;
  }

  private void login() {
    if (stopped) {
      return;
    }
    active.incrementAndGet();
    Account account = accounts.get(next++ % accounts.size());
    long start = System.nanoTime();
    Login.start(
        loop,
        account,
        new Login.Outcome() {
          @Override
          public void online(ClientStream stream) {
            run.meter().unit(System.nanoTime() - start);
            stream.readBy(new Leaving());
            stream.close();
          }

          @Override
          public void failed(String reason) {
            run.meter().error(account.user() + ": " + reason);
            active.decrementAndGet();
            var _ =
                loop.eventLoop()
                    .schedule(LoginLoop.this::login, AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
          }
        });
  }

  private final class Leaving implements ClientStream.Reader {
    @Override
    public void received(ClientStream stream, Stanza stanza) {}

    @Override
    public void closed(ClientStream stream, String reason) {
      active.decrementAndGet();
      loop.eventLoop().execute(LoginLoop.this::login);
    }
  }
}

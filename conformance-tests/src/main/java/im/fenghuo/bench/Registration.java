package im.fenghuo.bench;

import java.util.ArrayDeque;
import java.util.Queue;

/// Makes one account after the other on one slot of a loop (XEP-0077 §3.1.2: registering before
/// signing in).
final class Registration implements ClientStream.Reader {

  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  private final Meter meter;
  private final ClientLoop loop;
  private final Queue<Account> waiting;
  private final Account account;
  private final long start = System.nanoTime();
  private boolean secured;
  private boolean done;

  private Registration(Meter meter, ClientLoop loop, Queue<Account> waiting, Account account) {
    this.meter = meter;
    this.loop = loop;
    this.waiting = waiting;
    this.account = account;
    this.secured = loop.server().target().tls() != Tls.STARTTLS;
  }

  /// Starts on every loop, with so many at a time.
  static void all(Run run, int concurrency) {
    int each = Math.ceilDiv(concurrency, run.clients().loops().size());
    for (ClientLoop loop : run.clients().loops()) {
      Queue<Account> waiting = new ArrayDeque<>();
      run.accounts().stream()
          .filter(account -> run.clients().loopOf(account) == loop)
          .forEach(waiting::add);
      loop.eventLoop()
          .execute(() -> {
            for (int i = 0; i < each; i++) {
              next(run.meter(), loop, waiting);
            }
          });
    }
  }

  private static void next(Meter meter, ClientLoop loop, Queue<Account> waiting) {
    Account account = waiting.poll();
    if (account != null) {
      loop.connect(new Registration(meter, loop, waiting, account));
    }
  }

  @Override
  public void connected(ClientStream stream) {
    loop.logins().watch(stream);
    stream.open();
  }

  @Override
  public void received(ClientStream stream, Stanza stanza) {
    if (stanza.is("stream:features")) {
      stream.send(secured ? request() : STARTTLS);
    } else if (stanza.is("proceed")) {
      secured = true;
      stream.startTls(loop.server().tls().get());
    } else if (stanza.is("iq")) {
      answered(stream, stanza);
    }
  }

  private String request() {
    return "<iq type='set' id='register'><query xmlns='jabber:iq:register'><username>"
        + account.user()
        + "</username><password>"
        + account.password()
        + "</password></query></iq>";
  }

  private void answered(ClientStream stream, Stanza iq) {
    done = true;
    loop.logins().done(stream);
    if (iq.attributeIs("type", "result") || iq.contains("<conflict")) {
      meter.unit(System.nanoTime() - start);
    } else {
      meter.error(account.user() + ": " + iq.excerpt());
    }
    stream.close();
  }

  @Override
  public void closed(ClientStream stream, String reason) {
    loop.logins().done(stream);
    if (!done) {
      meter.error(account.user() + ": " + reason);
    }
    next(meter, loop, waiting);
  }
}

package im.fenghuo.http;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.ClientSession;
import im.fenghuo.account.SessionPort;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Accounts that say again what they hear.
final class EchoGate implements AccountGate {

  private final BlockingQueue<StreamPort> bound = new LinkedBlockingQueue<>();
  private final BlockingQueue<Jid> detached = new LinkedBlockingQueue<>();

  private final BlockingQueue<Element> iqs = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> confirmed = new LinkedBlockingQueue<>();
  private final BlockingQueue<Jid> resumed = new LinkedBlockingQueue<>();
  private volatile @Nullable BlockingQueue<Runnable> waiting;

  /// The iq that was sent next.
  Element iq() throws InterruptedException {
    return iqs.take();
  }

  /// The delivery that was confirmed next.
  long confirmed() throws InterruptedException {
    return confirmed.take();
  }

  /// The session that was resumed next.
  Jid resumed() throws InterruptedException {
    return resumed.take();
  }

  /// From now on nothing is durable: what waits for that is in the queue.
  BlockingQueue<Runnable> storageIsSlow() {
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    waiting = queue;
    return queue;
  }

  /// The stream that was bound next.
  StreamPort stream() throws InterruptedException {
    return bound.take();
  }

  /// The session that ended next.
  Jid ended() throws InterruptedException {
    return detached.take();
  }

  @Override
  public String credentials(Jid bareJid) {
    return "";
  }

  @Override
  public Attached attach(Jid bareJid, Bind bind, StreamPort stream) {
    bound.add(stream);
    return new Attached(new Echo(bareJid.withResource(bind.resource()), stream), List.of());
  }

  @Override
  public void save(Jid bareJid) {
    throw new UnsupportedOperationException("nobody exports an account here");
  }

  @Override
  public void recordChanged(Jid bareJid) {
    throw new UnsupportedOperationException("nobody changes a password here");
  }

  @Override
  public void remove(Jid bareJid) {
    throw new UnsupportedOperationException("nobody removes an account here");
  }

  @Override
  public void remove(ClientSession asking) {
    throw new UnsupportedOperationException("nobody removes an account here");
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return null;
  }

  private final class Echo implements SessionPort {

    private final Jid jid;
    private final StreamPort stream;
    private long count;

    Echo(Jid jid, StreamPort stream) {
      this.jid = jid;
      this.stream = stream;
    }

    @Override
    public Jid jid() {
      return jid;
    }

    @Override
    public void stanza(Element stanza) {
      count++;
      if (stanza.name().equals("message")) {
        stream.send(stanza);
      } else if (stanza.name().equals("iq")) {
        iqs.add(stanza);
      }
    }

    @Override
    public void whenSettled(long stanzas, Runnable work) {
      BlockingQueue<Runnable> queue = waiting;
      if (queue == null) {
        work.run();
      } else {
        queue.add(work);
      }
    }

    @Override
    public long settled() {
      return count;
    }

    @Override
    public void confirmed(long delivery) {
      confirmed.add(delivery);
    }

    @Override
    public void resumed() {
      resumed.add(jid);
    }

    @Override
    public void detach() {
      detached.add(jid);
    }
  }
}

package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A session whose stanzas are settled when the test says so.
final class HeldSession implements SessionPort {

  private long settled;
  private long awaited;
  private @Nullable Runnable onSettled;
  private Runnable onDetached = () -> {};

  @Override
  public Jid jid() {
    return Jid.parse("juliet@localhost/balcony");
  }

  @Override
  public void stanza(Element stanza) {
    // Whatever it says.
  }

  @Override
  public synchronized void whenSettled(long count, Runnable work) {
    awaited = count;
    onSettled = work;
    settle(settled);
  }

  /// So many stanzas are settled, and nobody is told yet.
  synchronized void set(long count) {
    settled = count;
  }

  /// So many stanzas are settled now.
  synchronized void settle(long count) {
    settled = count;
    Runnable work = onSettled;
    if (work != null && settled >= awaited) {
      onSettled = null;
      work.run();
    }
  }

  /// What is done when more is settled.
  synchronized @Nullable Runnable waiting() {
    return onSettled;
  }

  @Override
  public synchronized long settled() {
    return settled;
  }

  @Override
  public void confirmed(long delivery) {
    // Nothing is delivered here.
  }

  @Override
  public void resumed() {
    // Nothing changes by it.
  }

  @Override
  public synchronized void detach() {
    onSettled = null;
    onDetached.run();
  }

  /// What is done when its stream is gone.
  synchronized void whenDetached(Runnable work) {
    onDetached = work;
  }
}

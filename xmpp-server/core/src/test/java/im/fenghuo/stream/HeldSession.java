package im.fenghuo.stream;

import im.fenghuo.account.SessionPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A session whose stanzas are settled when the test says so. On the stream's loop.
final class HeldSession implements SessionPort {

  private long settled;
  private long awaited;
  private @Nullable Runnable onSettled;

  @Override
  public Jid jid() {
    return Jid.parse("juliet@localhost/balcony");
  }

  @Override
  public void stanza(Element stanza) {
    // Whatever it says.
  }

  @Override
  public void whenSettled(long count, Runnable work) {
    awaited = count;
    onSettled = work;
    settle(settled);
  }

  /// So many stanzas are settled now.
  void settle(long count) {
    settled = count;
    Runnable work = onSettled;
    if (work != null && settled >= awaited) {
      onSettled = null;
      work.run();
    }
  }

  @Override
  public long settled() {
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
  public void detach() {
    onSettled = null;
  }
}

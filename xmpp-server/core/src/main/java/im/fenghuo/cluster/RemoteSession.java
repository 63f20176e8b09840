package im.fenghuo.cluster;

import im.fenghuo.account.SessionPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// A session on another node, for the stream that is connected here.
final class RemoteSession implements SessionPort {

  private final Links links;
  private final Loop loop;
  private final String node;
  private final long number;
  private final Jid jid;
  private final Runnable onDetach;

  private volatile long settled;
  private long awaited;
  private @Nullable Runnable onSettled;

  RemoteSession(Links links, Loop loop, String node, long number, Jid jid, Runnable onDetach) {
    this.links = links;
    this.loop = loop;
    this.node = node;
    this.number = number;
    this.jid = jid;
    this.onDetach = onDetach;
  }

  String node() {
    return node;
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public void stanza(Element stanza) {
    say(new Frame.FromClient(number, Buffer.buffer(stanza.toBytes(""))));
  }

  @Override
  public void whenSettled(long count, Runnable work) {
    if (settled >= count) {
      work.run();
      return;
    }
    synchronized (this) {
      awaited = count;
      onSettled = work;
    }
    say(new Frame.AwaitSettled(number, count));
  }

  /// The owner has told how far it is. From any thread.
  void settled(long count) {
    Runnable due = null;
    synchronized (this) {
      settled = Math.max(settled, count);
      if (onSettled != null && settled >= awaited) {
        due = onSettled;
        onSettled = null;
      }
    }
    if (due != null) {
      due.run();
    }
  }

  @Override
  public long settled() {
    return settled;
  }

  @Override
  public void confirmed(long delivery) {
    say(new Frame.Confirmed(number, delivery));
  }

  /// Its client has taken what it was sent. From any thread.
  void taken() {
    say(new Frame.Taken(number));
  }

  @Override
  public void resumed() {
    say(new Frame.Resumed(number));
  }

  @Override
  public void detach() {
    onDetach.run();
    say(new Frame.Detach(number));
  }

  private void say(Frame frame) {
    loop.run(() -> links.say(loop, node, frame));
  }
}

package im.fenghuo.cluster;

import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A stream on another node, for the session that lives here. All it says leaves from its account's
/// loop, so that it arrives in order.
final class RemoteStream implements StreamPort {

  private final Links links;
  private final Loop loop;
  private final String node;
  private final long number;
  private final AtomicReference<@Nullable Runnable> onTaken = new AtomicReference<>();

  RemoteStream(Links links, Loop loop, String node, long number) {
    this.links = links;
    this.loop = loop;
    this.node = node;
    this.number = number;
  }

  String node() {
    return node;
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public void send(Element stanza) {
    say(new Frame.ToClient(number, Buffer.buffer(stanza.toBytes(""))));
  }

  @Override
  public void deliver(Element message, long delivery) {
    say(new Frame.DeliverToClient(number, delivery, Buffer.buffer(message.toBytes(""))));
  }

  @Override
  public void whenTaken(Runnable work) {
    onTaken.set(work);
    say(new Frame.AwaitTaken(number));
  }

  /// The client has taken what it was sent. From any thread.
  void taken() {
    Runnable work = onTaken.getAndSet(null);
    if (work != null) {
      work.run();
    }
  }

  @Override
  public void close(StreamError error) {
    say(new Frame.CloseStream(number, error.condition().name(), error.text()));
  }

  void settled(long count) {
    say(new Frame.Settled(number, count));
  }

  private void say(Frame frame) {
    loop.run(() -> links.say(loop, node, frame));
  }
}

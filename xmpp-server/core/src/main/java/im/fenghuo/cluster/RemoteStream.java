package im.fenghuo.cluster;

import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;

/// A stream on another node, for the session that lives here. All it says leaves from its account's
/// loop, so that it arrives in order.
record RemoteStream(Links links, Loop loop, String node, long number) implements StreamPort {

  @Override
  public void send(Element stanza) {
    loop.run(
        () -> links.say(loop, node, new Frame.ToClient(number, Buffer.buffer(stanza.toBytes("")))));
  }

  @Override
  public void deliver(Element message, long delivery) {
    Buffer xml = Buffer.buffer(message.toBytes(""));
    loop.run(() -> links.say(loop, node, new Frame.DeliverToClient(number, delivery, xml)));
  }

  @Override
  public void close(StreamError error) {
    loop.run(() ->
        links.say(
            loop, node, new Frame.CloseStream(number, error.condition().name(), error.text())));
  }

  void settled(long count) {
    loop.run(() -> links.say(loop, node, new Frame.Settled(number, count)));
  }
}

package im.fenghuo.cluster;

import im.fenghuo.account.Delivery;
import im.fenghuo.account.LocalDelivery;
import im.fenghuo.api.Stanza;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Brings stanzas to the node that owns their account.
final class ClusterDelivery implements Delivery {

  private final String self;
  private final Placement placement;
  private final Links links;
  private final Loops loops;
  private final LocalDelivery local;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, UnderWay> underWay = new ConcurrentHashMap<>();

  private record UnderWay(String node, Stanza stanza, Receipt receipt) {}

  ClusterDelivery(String self, Placement placement, Links links, Loops loops, LocalDelivery local) {
    this.self = self;
    this.placement = placement;
    this.links = links;
    this.loops = loops;
    this.local = local;
  }

  @Override
  public void deliver(Stanza stanza, Receipt receipt) {
    String owner = placement.owner(stanza.recipient().bare());
    if (owner.equals(self)) {
      local.deliver(stanza, receipt);
      return;
    }
    receipt.expect();
    long number = numbers.incrementAndGet();
    underWay.put(number, new UnderWay(owner, stanza, receipt));
    Loop loop = current(stanza);
    loop.run(
        () -> links.say(loop, owner, new Frame.Deliver(number, Buffer.buffer(stanza.bytes()))));
  }

  /// The sender's loop: what one sender says to one account keeps its order.
  private Loop current(Stanza stanza) {
    return loops.of(stanza.sender().bare().hashCode());
  }

  /// The owner has told that all is durable.
  void durable(long number) {
    UnderWay done = underWay.remove(number);
    if (done != null) {
      done.receipt().done();
    }
  }

  /// A node has gone: what it has not confirmed goes to the new owner.
  void gone(String node) {
    underWay.forEach((number, each) -> {
      if (each.node().equals(node) && underWay.remove(number, each)) {
        deliver(each.stanza(), each.receipt());
        each.receipt().done();
      }
    });
  }
}

package im.fenghuo.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Batches over the Vert.x event bus: sent, never requested, so that nobody waits.
final class EventBusWire implements Wire {

  private static final String ADDRESS = "fenghuo.node.";
  private static final String FROM = "from";

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final String self;
  private final DeliveryOptions options;

  EventBusWire(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.self = hazelcast.getCluster().getLocalMember().getUuid().toString();
    this.options = new DeliveryOptions().addHeader(FROM, self);
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public void send(String node, Buffer batch) {
    vertx.eventBus().send(ADDRESS + node, batch, options);
  }

  @Override
  public void onBatch(BiConsumer<String, Buffer> handler) {
    vertx
        .eventBus()
        .<Buffer>consumer(
            ADDRESS + self, message -> handler.accept(message.headers().get(FROM), message.body()));
  }

  @Override
  public void onGone(Consumer<String> handler) {
    hazelcast
        .getCluster()
        .addMembershipListener(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {}

              @Override
              public void memberRemoved(MembershipEvent event) {
                handler.accept(event.getMember().getUuid().toString());
              }
            });
  }
}

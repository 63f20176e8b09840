package im.fenghuo.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.HazelcastInstance;
import im.fenghuo.account.LocalDelivery;
import im.fenghuo.config.ClusterSettings;
import im.fenghuo.lane.Loops;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.Executor;

/// This process as a member of a cluster: Hazelcast for who is there and who owns what, the event
/// bus for what they say to each other.
public final class ClusterMember {

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;

  private ClusterMember(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  /// Joins. Blocks until the others have taken us in.
  ///
  /// @param options what Vert.x is to be like, the cluster aside
  public static ClusterMember join(ClusterSettings settings, VertxOptions options) {
    HazelcastClusterManager members = new HazelcastClusterManager(config(settings));
    options.setEventBusOptions(
        new EventBusOptions()
            .setHost(settings.address())
            .setPort(settings.eventBusPort())
            .setTcpNoDelay(true));
    Vertx vertx =
        Vertx.builder()
            .with(options)
            .withClusterManager(members)
            .buildClustered()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return new ClusterMember(vertx, members.getHazelcastInstance());
  }

  private static Config config(ClusterSettings settings) {
    Config config = ConfigUtil.loadConfig();
    config.setClusterName(settings.name());
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config
        .getNetworkConfig()
        .setPort(settings.port())
        .setPortAutoIncrement(false)
        .setPublicAddress(settings.address());
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(settings.address());
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    settings.members().forEach(join.getTcpIpConfig()::addMember);
    return config;
  }

  /// The Vert.x that everything of this process runs on.
  public Vertx vertx() {
    return vertx;
  }

  /// How many nodes there are, this one among them.
  public int size() {
    return hazelcast.getCluster().getMembers().size();
  }

  /// This node's part of the server.
  ///
  /// @param local brings stanzas to the accounts that are owned here
  public ClusterNode node(Loops loops, Executor virtualThreads, LocalDelivery local) {
    HazelcastPlacement placement = new HazelcastPlacement(hazelcast);
    return new ClusterNode(
        new EventBusWire(vertx, hazelcast), placement, loops, virtualThreads, local);
  }
}

package im.fenghuo.core;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.AccountStore;
import im.fenghuo.account.Delivery;
import im.fenghuo.account.LocalAccounts;
import im.fenghuo.account.LocalDelivery;
import im.fenghuo.account.LocalGate;
import im.fenghuo.account.LocalOnline;
import im.fenghuo.account.Node;
import im.fenghuo.account.OnlineAccounts;
import im.fenghuo.account.ServiceDelivery;
import im.fenghuo.archive.ArchiveReader;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.Retentions;
import im.fenghuo.archive.RowStore;
import im.fenghuo.archive.RowWriter;
import im.fenghuo.cluster.ClusterMember;
import im.fenghuo.cluster.ClusterNode;
import im.fenghuo.entity.LocalEntities;
import im.fenghuo.entity.OtherNodes;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.Presences;
import im.fenghuo.roster.RosterLimits;
import im.fenghuo.roster.RosterRequests;
import im.fenghuo.roster.RosterStore;
import im.fenghuo.route.Router;
import im.fenghuo.stream.SessionFeature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The accounts of one node and all that they need, without any network: streams and the cluster
/// are put around it.
public final class Core {

  private final LocalAccounts accounts;
  private final LocalEntities entities;
  private final Router router;
  private final AccountGate gate;
  private final OnlineAccounts online;

  /// What the core stands on.
  ///
  /// @param retentions how long archives are kept that have no retention of their own
  /// @param batching how the rows of archives are written
  /// @param maxSessions how many sessions an account may have
  /// @param rosterLimits what an account's roster may hold
  public record Foundation(
      Registry registry,
      AccountStore accounts,
      RosterStore rosters,
      ArchiveReader archive,
      Retentions retentions,
      RowStore rows,
      Clock clock,
      Loops loops,
      Executor virtualThreads,
      Batching batching,
      int maxSessions,
      RosterLimits rosterLimits) {}

  /// Accounts on this node alone.
  ///
  /// @param foundation what they stand on
  public static Core single(Foundation foundation) {
    LocalDelivery delivery = new LocalDelivery();
    return new Core(
        foundation,
        delivery,
        new Surroundings(delivery, OtherNodes.NONE, local -> local, ClusterNode.Here::gate));
  }

  /// Accounts of a cluster, some of which are owned here.
  ///
  /// @param foundation what they stand on
  public static Core clustered(Foundation foundation, ClusterMember member) {
    return clustered(
        foundation,
        delivery -> member.node(foundation.loops(), foundation.virtualThreads(), delivery));
  }

  /// Accounts of a cluster, some of which are owned here.
  ///
  /// @param foundation what they stand on
  /// @param place in the cluster, of a node with that delivery
  public static Core clustered(Foundation foundation, Function<LocalDelivery, ClusterNode> place) {
    LocalDelivery delivery = new LocalDelivery();
    ClusterNode node = place.apply(delivery);
    return new Core(
        foundation,
        delivery,
        new Surroundings(node.delivery(), node.others(), node::online, node::gate));
  }

  /// What is different where there are other nodes.
  private record Surroundings(
      Delivery delivery,
      OtherNodes others,
      UnaryOperator<OnlineAccounts> everywhere,
      Function<ClusterNode.Here, AccountGate> gates) {}

  private Core(Foundation foundation, LocalDelivery local, Surroundings surroundings) {
    List<RowWriter> writers = new ArrayList<>();
    List<Loop> loops = foundation.loops().all();
    Batching batching = foundation.batching();
    for (int i = 0; i < batching.writers(); i++) {
      writers.add(new RowWriter(i, loops.get(i % loops.size()), foundation.rows(), batching));
    }
    ServiceDelivery services =
        new ServiceDelivery(foundation.registry(), foundation.loops(), foundation.virtualThreads());
    this.router = new Router(foundation.registry(), surroundings.delivery(), services);
    services.to(router);
    Node node =
        new Node(
            foundation.registry(),
            router,
            services,
            foundation.accounts(),
            foundation.rosters(),
            foundation.archive(),
            foundation.retentions(),
            new Presences(foundation.rosterLimits()),
            foundation.clock(),
            foundation.loops(),
            foundation.virtualThreads(),
            writers,
            foundation.maxSessions());
    this.accounts = new LocalAccounts(node);
    this.entities = new LocalEntities(accounts, surroundings.others());
    local.to(accounts, entities);
    foundation.registry().install(SessionFeature::install);
    foundation.registry().install(new RosterRequests(foundation.rosterLimits())::install);
    this.online = surroundings.everywhere().apply(new LocalOnline(accounts));
    this.gate =
        surroundings
            .gates()
            .apply(new ClusterNode.Here(accounts, entities, new LocalGate(accounts)));
  }

  /// The accounts that are in use here.
  public LocalAccounts accounts() {
    return accounts;
  }

  /// The entities that are in use here.
  public LocalEntities entities() {
    return entities;
  }

  /// Messages to be kept until that day are gone. From any thread.
  ///
  /// @param day the number of the day
  public void messagesGone(int day) {
    accounts.messagesGone(day);
    entities.messagesGone(day);
  }

  /// Where stanzas go.
  public Router router() {
    return router;
  }

  /// The way from streams to accounts.
  public AccountGate gate() {
    return gate;
  }

  /// The accounts that are online, on all nodes.
  public OnlineAccounts online() {
    return online;
  }

  /// The server stops: entities say their last word, while clients can still hear it. Blocks, but
  /// not longer than the limit.
  public void stop(Duration limit) {
    entities.stop(limit);
  }

  /// Waits until all that was handled is durable. Blocks, but not longer than the limit.
  public void close(Duration limit) {
    accounts.close(limit);
  }
}

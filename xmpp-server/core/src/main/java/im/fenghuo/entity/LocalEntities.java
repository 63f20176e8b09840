package im.fenghuo.entity;

import im.fenghuo.account.Delivery;
import im.fenghuo.account.LocalAccounts;
import im.fenghuo.account.Node;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityHost;
import im.fenghuo.archive.Receipt;
import im.fenghuo.archive.Retention;
import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The entities that are in use on this node, each on its loop.
public final class LocalEntities implements Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(LocalEntities.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration KEEP_IDLE = Duration.ofMinutes(1);

  /// With more than that on a loop, those that nothing needs do not stay for a while.
  private static final int MANY = 5000;

  private final Node node;
  private final LocalAccounts accounts;
  private final OtherNodes others;
  private final List<Map<Jid, LocalEntity>> byLoop;
  private volatile boolean isStopped;

  /// @param accounts those of this node
  /// @param others the other nodes
  public LocalEntities(LocalAccounts accounts, OtherNodes others) {
    this.accounts = accounts;
    this.node = accounts.node();
    this.others = others;
    List<Map<Jid, LocalEntity>> maps = new ArrayList<>();
    for (Loop loop : node.loops().all()) {
      maps.add(new HashMap<>());
      loop.every(SWEEP, () -> sweep(loop));
    }
    this.byLoop = List.copyOf(maps);
  }

  Node node() {
    return node;
  }

  LocalAccounts accounts() {
    return accounts;
  }

  OtherNodes others() {
    return others;
  }

  /// How long messages are kept where nothing else is said: as long as those of the domain that the
  /// service belongs to.
  Retention retention(Jid entity) {
    String domain = entity.domainpart();
    return node.retentions().of(domain.substring(domain.indexOf('.') + 1));
  }

  @Override
  public void deliver(Stanza stanza, Receipt receipt) {
    Jid jid = stanza.recipient().bare();
    Loop loop = node.loops().of(jid.hashCode());
    receipt.expect();
    loop.run(() -> receive(loop, jid, stanza, receipt));
  }

  private void receive(Loop loop, Jid jid, Stanza stanza, Receipt receipt) {
    Map<Jid, LocalEntity> entities = byLoop.get(loop.number());
    LocalEntity entity = entities.get(jid);
    if (entity == null) {
      EntityHost host = isStopped ? null : node.registry().entityHost(jid);
      if (host == null || isForThoseInMemory(stanza)) {
        refuse(stanza, receipt, new StanzaException(Condition.SERVICE_UNAVAILABLE, ""));
        return;
      }
      entity = new LocalEntity(this, loop, jid);
      entities.put(jid, entity);
      load(host, loop, entity);
    }
    entity.receive(stanza, receipt);
  }

  /// What is not in memory has asked nothing, and has nobody who could leave it.
  private static boolean isForThoseInMemory(Stanza stanza) {
    return switch (stanza) {
      case Presence presence -> presence.isError() || presence.type() == Presence.Type.UNAVAILABLE;
      case Iq iq -> !iq.type().isRequest();
      default -> stanza.isError();
    };
  }

  private void load(EntityHost host, Loop loop, LocalEntity entity) {
    node.virtualThreads()
        .execute(() -> {
          try {
            Entity loaded = host.load(entity.jid(), entity);
            loop.execute(() -> entity.loaded(loaded));
          } catch (StanzaException e) {
            loop.execute(() -> fail(loop, entity, e));
          } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{} cannot be loaded", entity.jid(), e);
            loop.execute(() ->
                fail(
                    loop,
                    entity,
                    new StanzaException(
                        Condition.RESOURCE_CONSTRAINT, "the storage does not answer")));
          }
        });
  }

  private void fail(Loop loop, LocalEntity entity, StanzaException error) {
    forget(loop, entity);
    entity.notLoaded(error);
  }

  /// On the loop.
  void forget(Loop loop, LocalEntity entity) {
    byLoop.get(loop.number()).remove(entity.jid(), entity);
  }

  /// Answers a stanza that is not handled, unless it is unavailable presence: that is the end of
  /// something.
  void refuse(Stanza stanza, Receipt receipt, StanzaException error) {
    if (!(stanza instanceof Presence presence && presence.type() == Presence.Type.UNAVAILABLE)) {
      node.router().bounce(stanza, error);
    }
    receipt.done();
  }

  /// Sends a stanza on its way that has come too late for its entity.
  void again(Stanza stanza, Receipt receipt, Entity.Departure why) {
    if (why == Entity.Departure.STOPPED) {
      refuse(stanza, receipt, new StanzaException(Condition.SERVICE_UNAVAILABLE, ""));
      return;
    }
    node.router().route(stanza, receipt);
    receipt.done();
  }

  /// The entities of a loop that are in memory or about to be. On that loop.
  private List<LocalEntity> present(Loop loop) {
    return List.copyOf(byLoop.get(loop.number()).values());
  }

  /// Whether nothing goes on with any entity of a loop. On that loop.
  public boolean isQuiet(Loop loop) {
    return present(loop).stream().allMatch(LocalEntity::isQuiet);
  }

  /// How many entities of a loop are in memory. On that loop.
  public int count(Loop loop) {
    return byLoop.get(loop.number()).size();
  }

  /// Forgets those that nothing has needed for a while. On the loop; done every few seconds.
  public void sweep(Loop loop) {
    long now = node.clock().millis();
    long limit = count(loop) > MANY ? now : now - KEEP_IDLE.toMillis();
    for (LocalEntity entity : present(loop)) {
      long since = entity.idleSince(now);
      if (since >= 0 && since <= limit) {
        entity.leave(Entity.Departure.IDLE, () -> {});
      }
    }
  }

  /// Messages to be kept until that day are gone: archives that ended with one are looked at again.
  /// From any thread.
  ///
  /// @param day the number of the day
  public void messagesGone(int day) {
    for (Loop loop : node.loops().all()) {
      loop.execute(() ->
          present(loop)
              .forEach(each -> each.archives().forEach(archive -> archive.archive().refresh(day))));
    }
  }

  /// Has those leave that are owned elsewhere from now on. On the loop.
  ///
  /// @param isOwnedElsewhere tells so of a bare JID
  public void leave(Loop loop, Predicate<Jid> isOwnedElsewhere) {
    for (LocalEntity entity : present(loop)) {
      if (isOwnedElsewhere.test(entity.jid())) {
        entity.leave(Entity.Departure.MOVED, () -> {});
      }
    }
  }

  /// Has all of them say their last word, and takes nothing more. Blocks until all that they have
  /// said is on its way to clients and all that they have archived is durable, but not longer than
  /// the limit.
  public void stop(Duration limit) {
    isStopped = true;
    long end = System.nanoTime() + limit.toNanos();
    List<Loop> loops = node.loops().all();
    CountDownLatch settled = new CountDownLatch(loops.size());
    loops.forEach(loop -> loop.execute(() -> stop(loop, settled)));
    boolean isSettled = await(settled, end);
    for (int hop = 0; hop < 2; hop++) { // from entities to accounts, and from these to streams
      CountDownLatch passed = new CountDownLatch(loops.size());
      loops.forEach(loop -> loop.execute(passed::countDown));
      isSettled &= await(passed, end);
    }
    if (!isSettled) {
      LOG.warn("The server stops before all rooms are done");
    }
  }

  private void stop(Loop loop, CountDownLatch settled) {
    List<LocalEntity> present = present(loop);
    AtomicInteger left = new AtomicInteger(present.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            settled.countDown();
          }
        };
    present.forEach(each -> each.leave(Entity.Departure.STOPPED, one));
    one.run();
  }

  private static boolean await(CountDownLatch latch, long end) {
    try {
      return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

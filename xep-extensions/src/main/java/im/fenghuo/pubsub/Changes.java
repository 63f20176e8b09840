package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Extensions that keep something else in step with a node of accounts. Registered before the
/// server listens, only read after.
final class Changes {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private static final int LOCKS = 256;

  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
  private final Map<String, List<Pubsub.ChangeListener>> listeners = new HashMap<>();
  private final Map<String, List<Pubsub.Follower>> followers = new HashMap<>();

  void listen(String node, Pubsub.ChangeListener listener) {
    listeners.computeIfAbsent(node, _ -> new ArrayList<>()).add(listener);
  }

  void follow(String node, Pubsub.Follower follower) {
    followers.computeIfAbsent(node, _ -> new ArrayList<>()).add(follower);
  }

  /// What was stored is stored, whatever becomes of its copies. One after the other for an account,
  /// so that none is made of what another one is changing; what a copy changes is not copied back.
  void tell(Host host, String node) {
    List<Pubsub.ChangeListener> those = listeners.getOrDefault(node, List.of());
    if (those.isEmpty() || !(host instanceof AccountHost(Account account))) {
      return;
    }
    ReentrantLock copying = locks.get(Math.floorMod(account.jid().hashCode(), LOCKS));
    if (copying.isHeldByCurrentThread()) {
      return;
    }
    copying.lock();
    try {
      those.forEach(listener -> tell(listener, account, node));
    } finally {
      copying.unlock();
    }
  }

  private static void tell(Pubsub.ChangeListener listener, Account account, String node) {
    try {
      listener.changed(account);
    } catch (StanzaException e) {
      LOG.warn("{} of {} was not copied: {}", node, account.jid(), e.getMessage());
    }
  }

  /// In the transaction that publishes the item.
  void published(Db db, Host host, String node, Item item) {
    each(host, node, (follower, account) -> follower.published(db, account, item));
  }

  /// In the transaction that retracts the items.
  void retracted(Db db, Host host, String node, Collection<String> ids) {
    each(host, node, (follower, account) -> follower.retracted(db, account, ids));
  }

  /// In the transaction that empties or deletes the node.
  void cleared(Db db, Host host, String node) {
    each(host, node, (follower, account) -> follower.cleared(db, account));
  }

  private void each(Host host, String node, BiConsumer<Pubsub.Follower, Account> call) {
    if (host instanceof AccountHost(Account account)) {
      followers.getOrDefault(node, List.of()).forEach(follower -> call.accept(follower, account));
    }
  }
}

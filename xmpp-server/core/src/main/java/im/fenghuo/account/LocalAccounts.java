package im.fenghuo.account;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts that are in use on this node, each on its loop.
public final class LocalAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(LocalAccounts.class);
  private static final Duration SAVE_PROGRESS = Duration.ofSeconds(2);
  private static final Duration KEEP_IDLE = Duration.ofMinutes(10);
  private static final int MAX_WAITING = 1000;

  private final Node node;
  private final List<Map<Jid, Entry>> byLoop;

  /// @param node what they share
  public LocalAccounts(Node node) {
    this.node = node;
    List<Map<Jid, Entry>> maps = new ArrayList<>();
    for (Loop loop : node.loops().all()) {
      Map<Jid, Entry> entries = new HashMap<>();
      maps.add(entries);
      loop.every(SAVE_PROGRESS, () -> sweep(loop, entries));
    }
    this.byLoop = List.copyOf(maps);
  }

  /// What they share.
  public Node node() {
    return node;
  }

  /// An account that is there, or is being loaded.
  private static final class Entry {
    @Nullable LocalAccount account;
    @Nullable List<Waiting> waiting = new ArrayList<>(1);
  }

  private record Waiting(Consumer<LocalAccount> work, Consumer<StanzaException> otherwise) {}

  /// The loop that an account belongs to.
  public Loop loop(Jid bareJid) {
    return node.loops().of(bareJid.hashCode());
  }

  /// Runs work on an account's loop, in the order in which it is handed in, once the account is in
  /// memory. From any thread; never blocks.
  ///
  /// @param otherwise is told instead: `item-not-found` where there is no such account,
  ///   `resource-constraint` where storage cannot answer
  public void with(Jid bareJid, Consumer<LocalAccount> work, Consumer<StanzaException> otherwise) {
    Loop loop = loop(bareJid);
    if (loop.isCurrent()) {
      withOnLoop(loop, bareJid, work, otherwise);
    } else {
      loop.execute(() -> withOnLoop(loop, bareJid, work, otherwise));
    }
  }

  /// Runs work on an account's loop when the account is in memory already, and nothing otherwise.
  public void ifPresent(Jid bareJid, Consumer<LocalAccount> work) {
    ifPresent(bareJid, work, () -> {});
  }

  /// Runs work on an account's loop when the account is in memory already.
  ///
  /// @param otherwise is run when it is not, or is not any more
  public void ifPresent(Jid bareJid, Consumer<LocalAccount> work, Runnable otherwise) {
    Loop loop = loop(bareJid);
    loop.run(() -> {
      Entry entry = byLoop.get(loop.number()).get(bareJid);
      if (entry != null) {
        withOnLoop(loop, bareJid, work, _ -> otherwise.run());
      } else {
        otherwise.run();
      }
    });
  }

  private void withOnLoop(
      Loop loop, Jid jid, Consumer<LocalAccount> work, Consumer<StanzaException> otherwise) {
    Map<Jid, Entry> entries = byLoop.get(loop.number());
    Entry entry = entries.get(jid);
    if (entry == null) {
      entry = new Entry();
      entries.put(jid, entry);
      load(loop, jid, entry);
    }
    LocalAccount account = entry.account;
    if (account != null) {
      if (account.isRemoved()) {
        otherwise.accept(missing());
      } else {
        work.accept(account);
      }
      return;
    }
    List<Waiting> waiting = entry.waiting;
    if (waiting == null || waiting.size() >= MAX_WAITING) {
      otherwise.accept(new StanzaException(Condition.RESOURCE_CONSTRAINT, "try again later"));
      return;
    }
    waiting.add(new Waiting(work, otherwise));
  }

  private void load(Loop loop, Jid jid, Entry entry) {
    node.virtualThreads()
        .execute(() -> {
          try {
            LocalAccount account = read(loop, jid);
            loop.execute(() -> loaded(loop, jid, entry, account));
          } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Account {} cannot be loaded: {}", jid, e.toString());
            loop.execute(() ->
                fail(
                    loop,
                    jid,
                    entry,
                    new StanzaException(
                        Condition.RESOURCE_CONSTRAINT, "the storage does not answer")));
          }
        });
  }

  private @Nullable LocalAccount read(Loop loop, Jid jid) {
    AccountRecord record = node.accounts().find(jid);
    if (record == null) {
      return null;
    }
    Map<Account.Key<?>, Object> loaded = new HashMap<>();
    node.registry()
        .accountStates()
        .forEach((key, loader) -> loaded.put(key, loader.load(record.id())));
    return new LocalAccount(node, loop, jid, record, loaded);
  }

  private void loaded(Loop loop, Jid jid, Entry entry, @Nullable LocalAccount account) {
    if (account == null) {
      fail(loop, jid, entry, missing());
      return;
    }
    account.used(node.clock().millis());
    entry.account = account;
    List<Waiting> waiting = entry.waiting;
    entry.waiting = null;
    if (waiting != null) {
      waiting.forEach(each -> each.work().accept(account));
    }
  }

  private static StanzaException missing() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
  }

  private void fail(Loop loop, Jid jid, Entry entry, StanzaException error) {
    byLoop.get(loop.number()).remove(jid, entry);
    List<Waiting> waiting = entry.waiting;
    entry.waiting = null;
    if (waiting != null) {
      waiting.forEach(each -> each.otherwise().accept(error));
    }
  }

  /// Forgets an account that was removed from storage. On its loop.
  void forget(LocalAccount account) {
    account.questions().close();
    Map<Jid, Entry> entries = byLoop.get(account.loop().number());
    Entry entry = entries.get(account.jid());
    if (entry != null && entry.account == account) {
      entries.remove(account.jid());
    }
  }

  /// The accounts of a loop that are in memory. On that loop.
  public List<LocalAccount> present(Loop loop) {
    List<LocalAccount> present = new ArrayList<>();
    for (Entry entry : byLoop.get(loop.number()).values()) {
      if (entry.account != null) {
        present.add(entry.account);
      }
    }
    return present;
  }

  /// Messages to be kept until that day are gone: archives that ended with one are looked at again.
  /// From any thread.
  ///
  /// @param day the number of the day
  public void messagesGone(int day) {
    for (Loop loop : node.loops().all()) {
      loop.execute(() -> present(loop).forEach(account -> account.archive().refresh(day)));
    }
  }

  /// Ends what belongs to accounts that are owned elsewhere from now on. On the loop.
  ///
  /// @param isOwnedElsewhere tells so of a bare JID
  /// @param error what clients are told
  public void leave(Loop loop, Predicate<Jid> isOwnedElsewhere, StreamError error) {
    for (LocalAccount account : present(loop)) {
      if (isOwnedElsewhere.test(account.jid())) {
        Sessions.endAll(account, error);
        account.archive().whenDurable(() -> release(account));
      }
    }
  }

  /// Waits until all that accounts have numbered is durable, and keeps their progress. Blocks, but
  /// not longer than the limit.
  public void close(Duration limit) {
    CountDownLatch settled = new CountDownLatch(node.loops().all().size());
    node.loops().all().forEach(loop -> loop.execute(() -> settle(loop, settled)));
    try {
      if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The server stops before everything is durable");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Loop loop, CountDownLatch settled) {
    List<LocalAccount> accounts = present(loop);
    AtomicInteger left = new AtomicInteger(accounts.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            saveAll(loop, settled);
          }
        };
    accounts.forEach(account -> account.archive().whenDurable(one));
    one.run();
  }

  private void saveAll(Loop loop, CountDownLatch saved) {
    List<Progress> moved = new ArrayList<>();
    for (LocalAccount account : present(loop)) {
      Progress progress = account.takeProgress();
      if (progress != null) {
        moved.add(progress);
      }
    }
    node.virtualThreads()
        .execute(() -> {
          save(loop, moved, List.of());
          saved.countDown();
        });
  }

  private void release(LocalAccount account) {
    Progress progress = account.takeProgress();
    if (progress != null) {
      node.virtualThreads()
          .execute(() -> save(account.loop(), List.of(progress), List.of(account)));
    }
    forget(account);
  }

  private void sweep(Loop loop, Map<Jid, Entry> entries) {
    long now = node.clock().millis();
    List<Progress> moved = new ArrayList<>();
    List<LocalAccount> taken = new ArrayList<>();
    for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
      LocalAccount account = each.next().account;
      if (account == null) {
        continue;
      }
      Progress progress = account.takeProgress();
      if (progress != null) {
        moved.add(progress);
        taken.add(account);
      } else if (!account.clientSessions().isEmpty()) {
        account.used(now);
      } else if (account.isIdleSince(now - KEEP_IDLE.toMillis())) {
        each.remove();
        if (account.isAnonymous() && !account.isRemoved()) {
          Removal.removeAnonymous(account); // of a client that came before this server was started
        }
      }
    }
    if (!moved.isEmpty()) {
      node.virtualThreads().execute(() -> save(loop, moved, taken));
    }
    present(loop).forEach(account -> account.questions().expire(now));
  }

  /// Blocks.
  private void save(Loop loop, List<Progress> moved, List<LocalAccount> taken) {
    try {
      node.accounts().save(moved);
    } catch (RuntimeException e) {
      LOG.warn(
          "What changed of {} accounts waits for the database: {}", moved.size(), e.toString());
      loop.execute(() -> taken.forEach(LocalAccount::progressNotSaved));
    }
  }
}

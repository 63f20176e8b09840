package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.UnreliableArchive;
import im.fenghuo.roster.InMemoryRosterStore;
import im.fenghuo.sasl.Credentials;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Accounts for tests.
public final class InMemoryAccountStore implements AccountStore {

  private static final class Kept {
    private final long id;
    private String credentials;
    private @Nullable Retention retention;
    private long delivered;
    private @Nullable Instant lastOnline;

    private Kept(long id, String credentials) {
      this.id = id;
      this.credentials = credentials;
    }

    private void move(Progress progress) {
      delivered = Math.max(delivered, progress.delivered());
      Instant at = progress.lastOnline();
      if (at != null && (lastOnline == null || at.isAfter(lastOnline))) {
        lastOnline = at;
      }
    }
  }

  private final InMemoryRosterStore rosters;
  private final UnreliableArchive archive;
  private final Map<Jid, Kept> accounts = new TreeMap<>();
  private final Map<Jid, Integer> loads = new HashMap<>();
  private long lastId;

  public InMemoryAccountStore(InMemoryRosterStore rosters, UnreliableArchive archive) {
    this.rosters = rosters;
    this.archive = archive;
  }

  /// How often an account was looked up.
  public synchronized int loads(Jid bareJid) {
    return loads.getOrDefault(bareJid, 0);
  }

  @Override
  public synchronized @Nullable AccountRecord find(Jid bareJid) {
    loads.merge(bareJid, 1, Integer::sum);
    Kept kept = accounts.get(bareJid);
    return kept == null
        ? null
        : new AccountRecord(
            kept.id,
            kept.delivered,
            archive.end(kept.id),
            kept.retention,
            kept.credentials,
            rosters.roster(kept.id),
            kept.lastOnline);
  }

  @Override
  public synchronized boolean exists(Jid bareJid) {
    return accounts.containsKey(bareJid);
  }

  @Override
  public synchronized boolean create(Jid bareJid, String credentials) {
    return accounts.putIfAbsent(bareJid, new Kept(++lastId, credentials)) == null;
  }

  @Override
  public synchronized boolean updateCredentials(Jid bareJid, String credentials) {
    Kept kept = accounts.get(bareJid);
    if (kept != null) {
      kept.credentials = credentials;
    }
    return kept != null;
  }

  @Override
  public synchronized boolean updateRetention(Jid bareJid, @Nullable Retention retention) {
    Kept kept = accounts.get(bareJid);
    if (kept != null) {
      kept.retention = retention;
    }
    return kept != null;
  }

  @Override
  public synchronized boolean remove(Jid bareJid) {
    Kept kept = accounts.remove(bareJid);
    if (kept != null) {
      rosters.forget(kept.id);
      archive.remove(kept.id);
    }
    return kept != null;
  }

  @Override
  public void clearRemovedArchives() {
    // Here a removed account takes its archive along.
  }

  @Override
  public synchronized List<Jid> anonymous(int limit, @Nullable Jid after) {
    return accounts.entrySet().stream()
        .filter(each -> each.getValue().credentials.equals(Credentials.ANONYMOUS))
        .map(Map.Entry::getKey)
        .filter(jid -> after == null || jid.compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void save(Collection<Progress> progress) {
    for (Progress each : progress) {
      accounts.values().stream()
          .filter(kept -> kept.id == each.account())
          .forEach(kept -> kept.move(each));
    }
  }

  @Override
  public synchronized @Nullable Instant lastOnline(Jid bareJid) {
    Kept kept = accounts.get(bareJid);
    return kept == null ? null : kept.lastOnline;
  }

  @Override
  public synchronized long count(String domain) {
    return accounts.keySet().stream().filter(jid -> jid.isAtDomain(domain)).count();
  }

  @Override
  public synchronized List<String> localparts(String domain, int limit, String after) {
    return accounts.keySet().stream()
        .filter(jid -> jid.isAtDomain(domain) && jid.localpart().compareTo(after) > 0)
        .map(Jid::localpart)
        .limit(limit)
        .toList();
  }
}

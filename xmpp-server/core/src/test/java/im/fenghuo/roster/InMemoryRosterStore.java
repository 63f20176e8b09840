package im.fenghuo.roster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rosters for tests. Can be told to fail.
public final class InMemoryRosterStore implements RosterStore {

  private static final class Kept {
    private RosterItems roster = RosterItems.EMPTY;
    private final Map<Jid, Long> versions = new HashMap<>();
    private final List<Jid> removed = new ArrayList<>();
    private long floor;
  }

  private final Map<Long, Kept> rosters = new HashMap<>();
  private boolean failing;

  /// Whether every change fails from now on, as when the database is gone.
  public synchronized void fail(boolean now) {
    failing = now;
  }

  /// An account's roster.
  public synchronized RosterItems roster(long account) {
    return kept(account).roster;
  }

  /// Forgets a roster.
  public synchronized void forget(long account) {
    rosters.remove(account);
  }

  private Kept kept(long account) {
    return rosters.computeIfAbsent(account, _ -> new Kept());
  }

  private Kept changing(long account) {
    if (failing) {
      throw new im.fenghuo.api.DbException(
          im.fenghuo.api.DbException.Kind.UNAVAILABLE, "told to fail", null);
    }
    return kept(account);
  }

  @Override
  public synchronized long put(long account, Roster.Item item) {
    Kept kept = changing(account);
    long version = kept.roster.version() + 1;
    kept.roster = kept.roster.with(item, version);
    if (item.subscription().from()) {
      kept.roster = kept.roster.withRequest(item.jid(), null);
    }
    kept.versions.put(item.jid(), version);
    kept.removed.remove(item.jid());
    return version;
  }

  @Override
  public synchronized long remove(long account, Jid contact) {
    Kept kept = changing(account);
    long version = kept.roster.version() + 1;
    kept.roster = kept.roster.without(contact, version).withRequest(contact, null);
    kept.versions.put(contact, version);
    kept.removed.add(contact);
    if (kept.removed.size() > REMEMBERED_REMOVALS) {
      kept.removed.forEach(kept.versions::remove);
      kept.removed.clear();
      kept.floor = version;
    }
    return version;
  }

  @Override
  public synchronized void putRequest(long account, Jid contact, @Nullable Element request) {
    Kept kept = changing(account);
    kept.roster = kept.roster.withRequest(contact, request);
  }

  @Override
  public synchronized @Nullable List<Change> changesAfter(long account, long version) {
    Kept kept = kept(account);
    if (version < kept.floor || version > kept.roster.version()) {
      return null;
    }
    return kept.versions.entrySet().stream()
        .filter(entry -> entry.getValue() > version)
        .map(
            entry -> new Change(entry.getValue(), entry.getKey(), kept.roster.item(entry.getKey())))
        .sorted(Comparator.comparingLong(Change::version))
        .toList();
  }
}

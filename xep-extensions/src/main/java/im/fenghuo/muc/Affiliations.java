package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people are to the room, and which nicknames they have reserved, in memory as in storage.
/// Changed by [Affiliating] alone.
public final class Affiliations {

  private final Map<Jid, Affiliated> byJid = new HashMap<>();
  private final Map<String, Jid> byNickname = new HashMap<>();
  private long version;
  private long forgotten;

  Affiliations(StoredRoom stored) {
    version = stored.version();
    forgotten = stored.forgotten();
    stored.affiliations().forEach(this::put);
  }

  /// What somebody is. Who has no affiliation is an outcast where their whole domain is (§9.2).
  ///
  /// @param account a bare JID
  public Affiliation of(Jid account) {
    Affiliated own = byJid.get(account);
    if (own != null && own.affiliation() != Affiliation.NONE) {
      return own.affiliation();
    }
    Affiliated all = byJid.get(account.domain());
    return all != null && all.affiliation() == Affiliation.OUTCAST
        ? Affiliation.OUTCAST
        : Affiliation.NONE;
  }

  /// What is known of a bare JID or a domain, or null.
  public @Nullable Affiliated entry(Jid jid) {
    return byJid.get(jid);
  }

  /// All entries, with those that were taken away and are not forgotten yet.
  public Collection<Affiliated> all() {
    return Collections.unmodifiableCollection(byJid.values());
  }

  /// All of one affiliation.
  public List<Affiliated> all(Affiliation affiliation) {
    return byJid.values().stream().filter(each -> each.affiliation() == affiliation).toList();
  }

  /// Who has reserved a nickname, or null.
  public @Nullable Jid withNickname(String nickname) {
    return byNickname.get(nickname);
  }

  /// The nickname that somebody has reserved, or null.
  public @Nullable String nickname(Jid account) {
    Affiliated entry = byJid.get(account);
    return entry == null ? null : entry.nickname();
  }

  /// The number of the last change.
  public long version() {
    return version;
  }

  /// The number of the last change that may have taken away an affiliation which is not known any
  /// more.
  public long forgotten() {
    return forgotten;
  }

  void change(List<Affiliated> changes, long forget) {
    changes.forEach(this::put);
    version = Math.max(version, changes.getLast().version());
    if (forget > forgotten) {
      forgotten = forget;
      byJid
          .values()
          .removeIf(each -> each.affiliation() == Affiliation.NONE && each.version() <= forget);
    }
  }

  private void put(Affiliated entry) {
    Affiliated before = byJid.put(entry.jid(), entry);
    if (before != null && before.nickname() != null) {
      byNickname.remove(before.nickname(), entry.jid());
    }
    if (entry.nickname() != null) {
      byNickname.put(entry.nickname(), entry.jid());
    }
  }
}

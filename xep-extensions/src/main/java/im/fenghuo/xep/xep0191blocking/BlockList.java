package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Jid;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// The JIDs that an account has blocked. Immutable.
final class BlockList {

  static final BlockList EMPTY = new BlockList(Set.of());

  private final Set<Jid> jids;

  private BlockList(Set<Jid> jids) {
    this.jids = jids;
  }

  static BlockList of(Collection<Jid> jids) {
    return jids.isEmpty() ? EMPTY : new BlockList(Set.copyOf(jids));
  }

  /// In order, so that two answers are the same.
  Collection<Jid> jids() {
    return new TreeSet<>(jids);
  }

  boolean isEmpty() {
    return jids.isEmpty();
  }

  /// §5: the JID itself, its bare JID, or its domain.
  boolean matches(Jid jid) {
    if (jids.isEmpty()) {
      return false;
    }
    return jids.contains(jid) || jids.contains(jid.bare()) || jids.contains(jid.domain());
  }
}

package im.fenghuo.stream;

import im.fenghuo.api.Jid;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sessions of this node whose streams can be resumed (XEP-0198 §5). Safe for all threads.
public final class Resumptions {

  private final Map<String, Resumable> byId = new ConcurrentHashMap<>();

  private record Resumable(Jid account, Outlet outlet) {}

  void add(String id, Jid account, Outlet outlet) {
    byId.put(id, new Resumable(account, outlet));
  }

  void remove(String id) {
    byId.remove(id);
  }

  /// The session of that name, if it is one of the account's; else null.
  @Nullable Outlet find(@Nullable String id, Jid account) {
    Resumable found = id == null ? null : byId.get(id);
    return found == null || !found.account().equals(account) ? null : found.outlet();
  }
}

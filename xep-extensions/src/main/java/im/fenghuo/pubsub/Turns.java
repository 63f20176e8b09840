package im.fenghuo.pubsub;

import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Changes of a node happen one after the other, and so do the notifications of them: whoever
/// listens hears of them in the order in which they were stored. On one server; between two, the
/// database keeps the changes in order, and the network what each of them says.
final class Turns {

  private static final int LOCKS = 256;

  private final List<ReentrantLock> locks = new ArrayList<>();

  Turns() {
    for (int i = 0; i < LOCKS; i++) {
      locks.add(new ReentrantLock(true));
    }
  }

  /// A change, and the telling of it.
  interface Turn<T extends @Nullable Object> {
    T run() throws StanzaException;
  }

  /// Blocks until all before have had their turn. Turns are never taken within turns.
  <T extends @Nullable Object> T of(Host host, String node, Turn<T> turn) throws StanzaException {
    int hash = host.jid().hashCode() * 31 + node.hashCode();
    ReentrantLock lock = locks.get(Math.floorMod(hash, LOCKS));
    lock.lock();
    try {
      return turn.run();
    } finally {
      lock.unlock();
    }
  }
}

package im.fenghuo.bench;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Connections of one loop that must get somewhere in time, oldest first, and are cut when they do
/// not.
final class Overdue {

  private final Map<ClientStream, Long> waiting = new LinkedHashMap<>();
  private final long patience;
  private final String reason;

  Overdue(int seconds, String reason) {
    this.patience = TimeUnit.SECONDS.toNanos(seconds);
    this.reason = reason;
  }

  void watch(ClientStream stream) {
    waiting.putIfAbsent(stream, System.nanoTime());
  }

  void done(ClientStream stream) {
    waiting.remove(stream);
  }

  /// Cuts those that have waited too long.
  void sweep() {
    long now = System.nanoTime();
    for (Iterator<Map.Entry<ClientStream, Long>> entries = waiting.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<ClientStream, Long> oldest = entries.next();
      if (now - oldest.getValue() < patience) {
        return;
      }
      entries.remove();
      oldest.getKey().cut(reason);
    }
  }
}

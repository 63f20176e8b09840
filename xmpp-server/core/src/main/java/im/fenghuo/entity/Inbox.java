package im.fenghuo.entity;

import im.fenghuo.api.Jid;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of an entity that wait, in turns: one of each sender's, then the next of each. So a
/// flood of one sender keeps nobody waiting but itself. Belongs to the entity's loop.
final class Inbox {

  /// More than that of one sender does not wait: many times what a stream has under way.
  static final int MAX_OF_ONE = 1000;

  /// With more than that only those are let in of whom nothing waits yet.
  static final int MAX = 100_000;

  private final LinkedHashMap<Jid, ArrayDeque<Step>> senders = new LinkedHashMap<>();
  private int size;

  /// How many steps wait.
  int size() {
    return size;
  }

  /// Whether a sender's next step has a place here.
  boolean takes(Jid sender) {
    if (size < MAX_OF_ONE) {
      return true;
    }
    ArrayDeque<Step> own = senders.get(sender);
    return own == null || (size < MAX && own.size() < MAX_OF_ONE);
  }

  /// Adds a step.
  ///
  /// @param sender the bare JID of whoever it waits for
  void add(Jid sender, Step step) {
    senders.computeIfAbsent(sender, _ -> new ArrayDeque<>(4)).add(step);
    size++;
  }

  /// Takes the step whose turn it is; null when none waits.
  @Nullable Step poll() {
    Map.Entry<Jid, ArrayDeque<Step>> next = senders.pollFirstEntry();
    if (next == null) {
      return null;
    }
    Step step = next.getValue().poll();
    if (!next.getValue().isEmpty()) {
      senders.put(next.getKey(), next.getValue());
    }
    size--;
    return step;
  }
}

package im.fenghuo.xep.xep0500mucslowmode;

import im.fenghuo.api.Jid;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When accounts have said something last in a room, as long as it matters. Belongs to the room's
/// lane.
final class Pace {

  /// How many are remembered; those who have been silent for longest are forgotten first.
  private static final int REMEMBERED = 100_000;

  private final Map<Jid, Instant> last = new LinkedHashMap<>(); // the oldest first

  /// How long somebody has to wait still; zero for not at all.
  ///
  /// @param account a bare JID
  /// @param pause between two messages
  Duration remaining(Jid account, Instant now, Duration pause) {
    @Nullable Instant said = last.get(account);
    if (said == null) {
      return Duration.ZERO;
    }
    Duration remaining = Duration.between(now, said.plus(pause));
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }

  /// Somebody has said something.
  void said(Jid account, Instant now, Duration pause) {
    last.remove(account);
    Instant past = now.minus(pause);
    Iterator<Instant> each = last.values().iterator();
    while (each.hasNext() && (each.next().isBefore(past) || last.size() >= REMEMBERED)) {
      each.remove();
    }
    last.put(account, now);
  }
}

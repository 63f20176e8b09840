package im.fenghuo.account;

import java.util.ArrayDeque;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which messages of its archive a session's client was given, and which of them it has not
/// confirmed yet, where it confirms any (XEP-0198). Belongs to the account's loop.
final class Deliveries {

  private long given;
  private @Nullable ArrayDeque<Given> unconfirmed;

  /// @param delivery counts the deliveries of the session, from 1
  /// @param number the message's in the archive
  private record Given(long delivery, long number) {}

  /// The message with that number is given to the client.
  ///
  /// @return which delivery that is
  long give(long number) {
    given++;
    if (unconfirmed != null) {
      unconfirmed.add(new Given(given, number));
    }
    return given;
  }

  /// The client has confirmed what it was given, up to a delivery. From the first call on, what is
  /// not confirmed counts as not delivered.
  void confirmed(long delivery) {
    if (unconfirmed == null) {
      unconfirmed = new ArrayDeque<>(4);
    }
    while (!unconfirmed.isEmpty() && unconfirmed.getFirst().delivery() <= delivery) {
      unconfirmed.poll();
    }
  }

  /// The lowest number that is not confirmed; [Long#MAX_VALUE] where all is.
  long first() {
    long first = Long.MAX_VALUE;
    if (unconfirmed != null) {
      for (Given each : unconfirmed) { // what was delivered again has a lower number than before
        first = Math.min(first, each.number());
      }
    }
    return first;
  }

  /// The numbers that are not confirmed.
  SortedSet<Long> numbers() {
    SortedSet<Long> numbers = new TreeSet<>();
    if (unconfirmed != null) {
      unconfirmed.forEach(each -> numbers.add(each.number()));
    }
    return numbers;
  }
}

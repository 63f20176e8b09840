package im.fenghuo.account;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which messages of its account's archive a session has had, as far as they may be given again: by
/// one who goes through what is not delivered, or as what another session was given in vain.
/// Belongs to the account's loop.
final class Missed {

  private static final int MAX = 10_000;

  private final LocalAccount account;
  private long takesFrom = Long.MAX_VALUE;
  private SortedSet<Long> had = Collections.emptySortedSet();

  Missed(LocalAccount account) {
    this.account = account;
  }

  /// The session is given all messages from that number on.
  void takesFrom(long number) {
    takesFrom = Math.min(takesFrom, number);
  }

  /// From now on it takes messages.
  void takesFromNow() {
    takesFrom = account.archive().last() + 1;
  }

  /// It gets a message, or a copy of it.
  void gets(long number) {
    if (takesFrom == Long.MAX_VALUE || number > account.delivered()) {
      add(number);
    }
  }

  private void add(long number) {
    if (had.isEmpty()) {
      had = new TreeSet<>();
    }
    had.add(number);
    if (had.size() > MAX) {
      had.removeFirst();
    }
  }

  /// Whether it has had a message, or a copy of it, that the account still counts as not delivered.
  boolean hasHad(long number) {
    return had.contains(number);
  }

  /// Those of the messages that another session was given in vain which this one has not had: from
  /// now on it has. Two that end may have been given the same.
  SortedSet<Long> of(SortedSet<Long> numbers) {
    SortedSet<Long> missed = new TreeSet<>(numbers.headSet(takesFrom));
    missed.removeAll(had);
    missed.forEach(this::add);
    return missed;
  }
}

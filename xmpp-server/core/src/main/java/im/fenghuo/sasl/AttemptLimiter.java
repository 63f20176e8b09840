package im.fenghuo.sasl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Slows down who guesses passwords: after some failed attempts, each further one has to wait twice
/// as long as the one before.
///
/// Attempts are counted per account *and* address, so that nobody can lock out an account's owner,
/// who is elsewhere; and, with a larger allowance, per address, for those who try one password with
/// many accounts. Safe for many threads; never waits itself.
public final class AttemptLimiter {

  /// How patient it is.
  ///
  /// @param freePerAccount failed attempts per account and address before the first delay
  /// @param freePerAddress failed attempts per address before the first delay
  /// @param firstDelay what the first delay is, doubled each time
  /// @param longestDelay what it is doubled up to; after this time without an attempt all is
  ///   forgotten
  /// @param capacity addresses that are remembered; beyond it the longest silent one is forgotten
  public record Policy(
      int freePerAccount,
      int freePerAddress,
      Duration firstDelay,
      Duration longestDelay,
      int capacity) {

    public static final Policy DEFAULT =
        new Policy(10, 100, Duration.ofSeconds(1), Duration.ofMinutes(15), 100_000);

    /// For load tests and the like.
    public static final Policy UNLIMITED =
        new Policy(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
  }

  /// Of the account a hash, null where the address alone counts. Whose accounts share one share the
  /// patience, and long names cost nothing.
  private record Key(@Nullable Integer account, String address) {}

  /// `blockedUntil` is the time of the last attempt when there is no delay yet.
  private record Count(int attempts, Instant blockedUntil) {}

  private final Policy policy;
  private final Clock clock;
  private final Map<Key, Count> counts;

  public AttemptLimiter(Policy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            return size() > policy.capacity();
          }
        };
  }

  /// Asks for an attempt at `account` (a bare JID), and counts it as failed until [#succeeded]: so
  /// many attempts at the same time are no way around. Null when it may go ahead, else how long the
  /// client has to wait.
  public synchronized @Nullable Duration begin(String account, String address) {
    Instant now = clock.instant();
    Key pair = new Key(account.hashCode(), address);
    Duration wait = longer(wait(pair, now), wait(new Key(null, address), now));
    if (wait == null) {
      count(pair, policy.freePerAccount(), now);
    }
    return wait;
  }

  /// The attempt proved to be the account's owner's.
  public synchronized void succeeded(String account, String address) {
    counts.remove(new Key(account.hashCode(), address));
  }

  /// An attempt from `address` failed.
  public synchronized void failed(String address) {
    count(new Key(null, address), policy.freePerAddress(), clock.instant());
  }

  private @Nullable Duration wait(Key key, Instant now) {
    Count count = counts.get(key);
    return count == null || !count.blockedUntil().isAfter(now)
        ? null
        : Duration.between(now, count.blockedUntil());
  }

  private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }

  private void count(Key key, int free, Instant now) {
    Count before = counts.get(key);
    boolean isForgotten =
        before != null && before.blockedUntil().plus(policy.longestDelay()).isBefore(now);
    int attempts = before == null || isForgotten ? 1 : before.attempts() + 1;
    counts.put(key, new Count(attempts, now.plus(delay(attempts - free))));
  }

  private Duration delay(int excess) {
    if (excess < 0) {
      return Duration.ZERO;
    }
    Duration doubled = policy.firstDelay().multipliedBy(1L << Math.min(excess, 20));
    return doubled.compareTo(policy.longestDelay()) < 0 ? doubled : policy.longestDelay();
  }
}

package im.fenghuo.xep.xep0077iqregister;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Counts attempts by network address, within hours that begin with an address' first attempt. Safe
/// for all threads.
final class AddressLimit {

  private static final Duration HOUR = Duration.ofHours(1);

  /// Beyond this many addresses within an hour all others wait for its end: somebody has a botnet.
  private static final int MAX_ADDRESSES = 100_000;

  private final int attempts;
  private final Clock clock;
  private final Map<String, Window> windows = new HashMap<>();

  private record Window(Instant end, int used) {}

  AddressLimit(int attempts, Clock clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  /// Counts an attempt; false when it is one too many.
  synchronized boolean admits(String address) {
    Instant now = clock.instant();
    String counted = network(address);
    Window window = windows.get(counted);
    if (window == null || !now.isBefore(window.end())) {
      if (window == null && windows.size() >= MAX_ADDRESSES) {
        windows.values().removeIf(old -> !now.isBefore(old.end()));
        if (windows.size() >= MAX_ADDRESSES) {
          return false;
        }
      }
      window = new Window(now.plus(HOUR), 0);
    }
    if (window.used() >= attempts) {
      return false;
    }
    windows.put(counted, new Window(window.end(), window.used() + 1));
    return true;
  }

  /// Whoever has one address of IPv6 has all of its /64.
  private static String network(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
      }
    } catch (IllegalArgumentException e) {
      // counted as it is written
    }
    return address;
  }
}

package im.fenghuo.api.web;

import java.time.Duration;

/// How much of the server the requests to one path may take. However long a transfer lasts, it goes
/// on as long as it gets on.
///
/// @param concurrent how many requests are handled at a time; one more is answered 503
/// @param patience within each such time a request that is not done must have moved `leastBytes`,
///   in or out: or else its connection is closed
/// @param leastBytes so little that no connection which is used is too slow for it
/// @param bytesPerSecond how much all of them move together on a node, in and out; 0 for no limit
public record WebLimits(int concurrent, Duration patience, int leastBytes, long bytesPerSecond) {

  public WebLimits {
    if (concurrent < 1 || leastBytes < 1 || patience.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a limit that nothing can keep: " + concurrent);
    }
  }
}

package im.fenghuo.stream;

import java.time.Duration;
import java.util.Set;

/// What holds for all client streams.
///
/// @param domains those that clients may open streams to
/// @param beforeAuthentication what may be sent by a client that has not authenticated
/// @param afterAuthentication what may be sent by one that has
/// @param timeToBind how long a client may take until it has bound a resource
/// @param timeForStanza how long a client may take to send a stanza that it has begun
/// @param silence how long nothing may come from a client until it is asked whether it is there;
///   zero for ever
/// @param timeToAnswer how long it may take until then something comes
/// @param requireTls whether a TCP stream must be protected before anything else
/// @param timeToResume how long a session waits for another stream when its own is lost; zero for
///   not at all
/// @param maxUnacknowledged how many stanzas a client that acknowledges may be behind
/// @param window how many stanzas of a session may be handled and not durable before its socket is
///   paused
/// @param maxUnsent how many bytes may wait for a client that reads too slowly
/// @param bytesPerSecond how much a client may send in the long run
/// @param stanzasPerSecond how many stanzas a client may send in the long run
public record StreamSettings(
    Set<String> domains,
    FramerLimits beforeAuthentication,
    FramerLimits afterAuthentication,
    Duration timeToBind,
    Duration timeForStanza,
    Duration silence,
    Duration timeToAnswer,
    boolean requireTls,
    Duration timeToResume,
    int maxUnacknowledged,
    int window,
    int maxUnsent,
    long bytesPerSecond,
    long stanzasPerSecond) {

  /// The domain that answers where a client has not said one that is served.
  String mainDomain() {
    return domains.iterator().next();
  }
}

package im.fenghuo.sasl;

import java.time.Instant;

/// A token that one client of an account may authenticate with (XEP-0484). What is stored is only
/// its id; the token itself is derived from the id and the [ServerSecret].
///
/// @param client the `id` of the client's `<user-agent/>` (XEP-0388)
/// @param mechanism the only mechanism it may be used with
/// @param count the largest `count` seen with it, 0 before any
/// @param isUsed whether the client has authenticated with it, so that it surely has it
public record FastToken(
    String localpart,
    String domain,
    String client,
    Octets id,
    SaslMechanism mechanism,
    Instant issued,
    Instant expires,
    long count,
    boolean isUsed) {

  FastToken used(long newCount) {
    return new FastToken(localpart, domain, client, id, mechanism, issued, expires, newCount, true);
  }
}

package im.fenghuo.sasl;

import org.jspecify.annotations.Nullable;

/// What the server says next in a SASL negotiation (RFC 4422 §3).
public sealed interface Step {

  /// The client is to answer. Empty data asks for the initial response that it did not send.
  record Challenge(Octets data) implements Step {}

  /// The client has proved to be the account `localpart` of the domain it spoke to. `data` is the
  /// mechanism's additional data with success, or null when it has none.
  record Success(String localpart, @Nullable Octets data, Facts facts) implements Step {}

  /// The client has not proved anything. The text is for people.
  record Failure(SaslError error, String text) implements Step {}

  /// How it was proved. `binding` is the channel binding that was verified, `token` the token that
  /// the client authenticated with (XEP-0484).
  record Facts(
      SaslMechanism mechanism, @Nullable ChannelBinding binding, @Nullable FastToken token) {}
}

package im.fenghuo.sasl;

import org.jspecify.annotations.Nullable;

/// PLAIN (RFC 4616).
final class PlainServer implements SaslServer {

  /// Says whether a password is right.
  @FunctionalInterface
  interface PasswordCheck {
    /// Blocks, and takes milliseconds of CPU whether or not the account exists. Fails with
    /// `temporary-auth-failure` after too many attempts.
    boolean isPassword(String localpart, String password) throws SaslException;
  }

  private final SaslOffer offer;
  private final PasswordCheck passwords;

  PlainServer(SaslOffer offer, PasswordCheck passwords) {
    this.offer = offer;
    this.passwords = passwords;
  }

  @Override
  public Step respond(@Nullable Octets response) {
    if (response == null) {
      return new Step.Challenge(Octets.EMPTY);
    }
    try {
      return authenticate(response.utf8());
    } catch (SaslException e) {
      return new Step.Failure(e.error(), e.text());
    }
  }

  private Step authenticate(String message) throws SaslException {
    String[] parts = message.split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, "not a PLAIN message");
    }
    String localpart = AccountNames.localpart(parts[1], offer);
    AccountNames.authorize(parts[0], localpart, offer);
    if (!passwords.isPassword(localpart, parts[2])) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED);
    }
    return new Step.Success(localpart, null, new Step.Facts(SaslMechanism.PLAIN, null, null));
  }
}

package im.fenghuo.sasl;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// From the names that a client authenticates with to the localpart of an account.
final class AccountNames {

  private AccountNames() {}

  /// The localpart of the account `name` at `offer`'s domain: the "simple user name" of RFC 6120
  /// §6.3.7. What cannot be an account fails as a wrong password does.
  static String localpart(String name, SaslOffer offer) throws SaslException {
    // COMPAT(several, 2026): a bare JID; "@" cannot be part of a localpart, so this is unambiguous.
    Jid account = name.indexOf('@') < 0 ? jid(name, offer.domain()) : parse(name);
    if (account == null || !isAccount(account, offer)) {
      throw new SaslException(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED);
    }
    return account.localpart();
  }

  /// Nobody may act for another account (RFC 6120 §6.3.8). A non-empty authorization identity must
  /// be the bare JID of the account, and also what the stream's `from` says, if it says anything
  /// (XEP-0388 §2.3).
  static void authorize(@Nullable String identity, String localpart, SaslOffer offer)
      throws SaslException {
    if (identity == null || identity.isEmpty()) {
      return;
    }
    Jid wanted = parse(identity);
    if (wanted == null
        || !isAccount(wanted, offer)
        || !wanted.localpart().equals(localpart)
        || (offer.account() != null && !offer.account().equals(localpart))) {
      throw new SaslException(
          SaslError.INVALID_AUTHZID, "only the account itself may be authorized");
    }
  }

  private static boolean isAccount(Jid jid, SaslOffer offer) {
    return jid.hasLocalpart() && jid.isBare() && jid.isAtDomain(offer.domain());
  }

  private static @Nullable Jid jid(String localpart, String domain) {
    try {
      return Jid.of(localpart, domain, "");
    } catch (InvalidJidException e) {
      return null;
    }
  }

  private static @Nullable Jid parse(String name) {
    try {
      return Jid.parse(name);
    } catch (InvalidJidException e) {
      return null;
    }
  }
}

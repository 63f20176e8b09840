package im.fenghuo.sasl;

import java.util.Locale;

/// Why an authentication failed: the defined conditions of RFC 6120 §6.5.
public enum SaslError {
  /// §6.5.1: the client aborted.
  ABORTED,
  /// §6.5.2: the account has been disabled.
  ACCOUNT_DISABLED,
  /// §6.5.3: the credentials have expired.
  CREDENTIALS_EXPIRED,
  /// §6.5.4: the mechanism is not offered without encryption.
  ENCRYPTION_REQUIRED,
  /// §6.5.5: the data is not base64.
  INCORRECT_ENCODING,
  /// §6.5.6: the authorization identity is badly formed, or not the client's to assume.
  INVALID_AUTHZID,
  /// §6.5.7: the mechanism is not known or not offered here.
  INVALID_MECHANISM,
  /// §6.5.8: the request does not have the syntax of the mechanism.
  MALFORMED_REQUEST,
  /// §6.5.9: the mechanism is too weak for this account.
  MECHANISM_TOO_WEAK,
  /// §6.5.10: the credentials are wrong; the same answer whether or not the account exists.
  NOT_AUTHORIZED,
  /// §6.5.11: the server cannot say now; try again later.
  TEMPORARY_AUTH_FAILURE;

  /// The name of the XML element, as in `not-authorized`.
  public String element() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

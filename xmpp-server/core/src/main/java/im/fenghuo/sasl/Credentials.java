package im.fenghuo.sasl;

import org.jspecify.annotations.Nullable;

/// Where the accounts' credentials are kept.
public interface Credentials {

  /// Blocks. The credentials of the account, or null when there is none (or none that may sign in).
  /// Both names are prepared (RFC 7622). Storage that does not answer is a `DbException`, which
  /// becomes `temporary-auth-failure`.
  @Nullable ScramCredentials find(String localpart, String domain);

  /// Blocks. Adds the keys for a further hash function to an account that exists (XEP-0480); does
  /// nothing when it has been removed meanwhile.
  void add(String localpart, String domain, ScramKeys keys);
}

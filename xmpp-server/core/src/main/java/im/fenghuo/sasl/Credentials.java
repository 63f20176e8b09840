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

  /// What stands in the place of keys for an account that exists only as long as its session.
  String ANONYMOUS = "anonymous";

  /// Blocks. Makes an account for somebody who has none (XEP-0175): it has no password, and ends
  /// with its session.
  void addAnonymous(String localpart, String domain);
}

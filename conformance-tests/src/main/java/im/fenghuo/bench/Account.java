package im.fenghuo.bench;

import im.fenghuo.conformance.client.Scram;
import java.util.Optional;

/// One of the accounts that the load is spread over, and what its client keeps between two logins.
///
/// At most one login of an account runs at a time, so nothing here is guarded.
final class Account {

  private final int number;
  private final String user;
  private final String password;
  private volatile Optional<Scram.Keys> keys = Optional.empty();
  private volatile Optional<String> token = Optional.empty();

  Account(int number, String user, String password) {
    this.number = number;
    this.user = user;
    this.password = password;
  }

  /// Counted from 0 within a run.
  int number() {
    return number;
  }

  /// The localpart, which is the SASL authentication identity too.
  String user() {
    return user;
  }

  String password() {
    return password;
  }

  Optional<Scram.Keys> keys() {
    return keys;
  }

  void remember(Scram.Keys derived) {
    keys = Optional.of(derived);
  }

  /// The token of XEP-0484 for the next login.
  Optional<String> token() {
    return token;
  }

  void remember(String nextToken) {
    token = Optional.of(nextToken);
  }
}

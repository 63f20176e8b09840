package im.fenghuo.core;

import im.fenghuo.account.AccountGate;
import im.fenghuo.api.Condition;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.sasl.Credentials;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.ScramKeys;
import org.jspecify.annotations.Nullable;

/// Credentials as the lanes of accounts have them in memory: who signs in again soon does not reach
/// the database.
public final class GateCredentials implements Credentials {

  private final AccountGate gate;
  private final Credentials stored;

  /// @param stored takes changes
  public GateCredentials(AccountGate gate, Credentials stored) {
    this.gate = gate;
    this.stored = stored;
  }

  @Override
  public @Nullable ScramCredentials find(String localpart, String domain) {
    try {
      String keys = gate.credentials(Jid.of(localpart, domain, ""));
      return keys.isEmpty() || keys.equals(ANONYMOUS) ? null : ScramCredentials.ofText(keys);
    } catch (StanzaException e) {
      if (e.condition() == Condition.ITEM_NOT_FOUND) {
        return null;
      }
      throw new DbException(
          DbException.Kind.UNAVAILABLE, "the account cannot be asked for its credentials", e);
    }
  }

  @Override
  public void add(String localpart, String domain, ScramKeys keys) {
    stored.add(localpart, domain, keys);
    gate.recordChanged(Jid.of(localpart, domain, ""));
  }

  @Override
  public void addAnonymous(String localpart, String domain) {
    stored.addAnonymous(localpart, domain);
  }
}

package im.fenghuo.account;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.sasl.TokenStore;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The register of accounts while the server runs: in storage, and at the lanes of those that are
/// in use. Everything blocks.
public final class AccountRegister implements Accounts {

  private final StoredAccounts stored;
  private @Nullable AccountGate gate;

  /// The parameters are those of [StoredAccounts].
  public AccountRegister(
      Set<String> domains, AccountStore store, TokenStore tokens, int iterations) {
    this.stored = new StoredAccounts(domains, store, tokens, iterations);
  }

  /// The way to accounts that are in use: once, before the server listens. Extensions know the
  /// register and the accounts know the extensions, so one of them has to come first.
  public void to(AccountGate accounts) {
    gate = accounts;
  }

  private AccountGate gate() {
    if (gate == null) {
      throw new IllegalStateException("the register is used before the accounts are there");
    }
    return gate;
  }

  @Override
  public boolean exists(Jid bareJid) {
    return stored.exists(bareJid);
  }

  @Override
  public void create(Jid bareJid, String password) throws StanzaException {
    stored.create(bareJid, password);
  }

  @Override
  public void changePassword(Jid bareJid, String password) throws StanzaException {
    stored.changePassword(bareJid, password);
    gate().credentialsChanged(bareJid);
  }

  @Override
  public void remove(Jid bareJid) throws StanzaException {
    gate().remove(bareJid);
  }

  @Override
  public void remove(Session asking) throws StanzaException {
    gate().remove((ClientSession) asking);
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return gate().lastOnline(bareJid);
  }
}

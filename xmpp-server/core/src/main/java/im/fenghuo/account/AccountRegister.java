package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Retention;
import im.fenghuo.sasl.TokenStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The register of accounts while the server runs: in storage, and at the lanes of those that are
/// in use. Everything blocks.
public final class AccountRegister implements OperatorAccounts {

  private final StoredAccounts stored;
  private @Nullable AccountGate gate;
  private @Nullable OnlineAccounts online;

  /// The parameters are those of [StoredAccounts].
  public AccountRegister(
      Set<String> domains, AccountStore store, TokenStore tokens, int iterations) {
    this.stored = new StoredAccounts(domains, store, tokens, iterations);
  }

  /// The way to accounts that are in use: once, before the server listens. Extensions know the
  /// register and the accounts know the extensions, so one of them has to come first.
  ///
  /// @param everywhere the accounts that are online
  public void to(AccountGate accounts, OnlineAccounts everywhere) {
    gate = accounts;
    online = everywhere;
  }

  private OnlineAccounts online() {
    if (online == null) {
      throw new IllegalStateException("the register is used before the accounts are there");
    }
    return online;
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
    gate().recordChanged(bareJid);
  }

  @Override
  public void retain(Jid bareJid, @Nullable Retention retention) throws StanzaException {
    stored.retain(bareJid, retention);
    gate().recordChanged(bareJid);
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
  public long count(String domain) {
    return stored.count(domain);
  }

  @Override
  public List<Jid> page(String domain, @Nullable Jid after, int limit) {
    return stored.page(domain, after, limit);
  }

  @Override
  public Roster roster(Jid bareJid) throws StanzaException {
    return stored.roster(bareJid);
  }

  @Override
  public Online online(String domain, Activity activity, @Nullable Jid after, int limit)
      throws StanzaException {
    return online().online(domain, activity, after, limit);
  }

  @Override
  public Whereabouts whereabouts(Jid bareJid) throws StanzaException {
    return online().whereabouts(bareJid);
  }

  @Override
  public long endSessions(Jid jid) throws StanzaException {
    return online().endSessions(jid);
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return gate().lastOnline(bareJid);
  }
}

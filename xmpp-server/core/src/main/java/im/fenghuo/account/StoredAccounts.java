package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Retention;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.TokenStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The register of accounts as it is in storage, without regard to sessions: for commands while no
/// server runs, and as the ground on which a running server stands.
public final class StoredAccounts implements OperatorAccounts {

  private final Set<String> domains;
  private final AccountStore store;
  private final TokenStore tokens;
  private final int iterations;
  private final SecureRandom random = new SecureRandom();

  /// What accounts are kept in.
  ///
  /// @param domains where accounts may be
  /// @param iterations for the keys of new passwords
  public StoredAccounts(
      Set<String> domains, AccountStore store, TokenStore tokens, int iterations) {
    this.domains = Set.copyOf(domains);
    this.store = store;
    this.tokens = tokens;
    this.iterations = iterations;
  }

  @Override
  public boolean exists(Jid bareJid) {
    return store.exists(bareJid);
  }

  @Override
  public void create(Jid bareJid, String password) throws StanzaException {
    if (!domains.contains(bareJid.domainpart())) {
      throw new StanzaException(
          Condition.ITEM_NOT_FOUND, "no accounts at " + bareJid.domainpart() + " here");
    }
    if (!bareJid.hasLocalpart() || !bareJid.isBare()) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "an account has a name and no resource");
    }
    if (!store.create(bareJid, credentials(password))) {
      throw new StanzaException(Condition.CONFLICT, "the account exists already");
    }
  }

  @Override
  public void changePassword(Jid bareJid, String password) throws StanzaException {
    if (!store.updateCredentials(bareJid, credentials(password))) {
      throw noSuchAccount();
    }
    tokens.removeAll(bareJid.localpart(), bareJid.domainpart());
  }

  @Override
  public void retain(Jid bareJid, @Nullable Retention retention) throws StanzaException {
    if (!store.updateRetention(bareJid, retention)) {
      throw noSuchAccount();
    }
  }

  @Override
  public void remove(Jid bareJid) throws StanzaException {
    if (!store.remove(bareJid)) {
      throw noSuchAccount();
    }
    store.clearRemovedArchives();
  }

  @Override
  public long count(String domain) {
    return store.count(domain);
  }

  @Override
  public List<Jid> page(String domain, @Nullable Jid after, int limit) {
    return store.localparts(domain, limit, after == null ? "" : after.localpart()).stream()
        .map(localpart -> Jid.of(localpart, domain, ""))
        .toList();
  }

  @Override
  public Roster roster(Jid bareJid) throws StanzaException {
    AccountRecord record = store.find(bareJid);
    if (record == null) {
      throw noSuchAccount();
    }
    return record.roster();
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return store.lastOnline(bareJid);
  }

  private String credentials(String password) throws StanzaException {
    if (password.isEmpty()) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the password is empty");
    }
    try {
      return ScramCredentials.derive(password, iterations, random).toText();
    } catch (SaslException e) {
      throw new StanzaException(
          Condition.NOT_ACCEPTABLE, "the password has characters that are not allowed");
    }
  }

  private static StanzaException noSuchAccount() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
  }
}

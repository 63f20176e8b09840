package im.fenghuo.account;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.sasl.TokenStore;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The register of accounts while the server runs: in storage, and in memory where they are in use.
/// Everything blocks.
public final class AccountRegister implements Accounts {

  private static final int SECONDS = 30;
  private static final StreamError REMOVED =
      new StreamError(StreamErrorCondition.NOT_AUTHORIZED, "this account has been removed");

  private final AccountStore store;
  private final StoredAccounts stored;
  private @Nullable LocalAccounts local;

  /// The parameters are those of [StoredAccounts].
  public AccountRegister(
      Set<String> domains, AccountStore store, TokenStore tokens, int iterations) {
    this.store = store;
    this.stored = new StoredAccounts(domains, store, tokens, iterations);
  }

  /// The accounts that are in use: once, before the server listens. Extensions know the register
  /// and the accounts know the extensions, so one of them has to come first.
  public void to(LocalAccounts accounts) {
    local = accounts;
  }

  private LocalAccounts local() {
    if (local == null) {
      throw new IllegalStateException("the register is used before the accounts are there");
    }
    return local;
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
    AccountRecord record = store.find(bareJid);
    if (record != null) {
      local().ifPresent(bareJid, account -> account.setCredentials(record.credentials()));
    }
  }

  /// First it stops: sessions end, contacts are told, what is on its way into the archive arrives.
  /// Then it is deleted, and only then the name is free again.
  @Override
  public void remove(Jid bareJid) throws StanzaException {
    remove(bareJid, null);
  }

  @Override
  public void remove(Session asking) throws StanzaException {
    ClientSession last = (ClientSession) asking;
    remove(last.account().jid(), last);
  }

  private void remove(Jid bareJid, @Nullable ClientSession last) throws StanzaException {
    CompletableFuture<LocalAccount> stopped = new CompletableFuture<>();
    local().with(bareJid, account -> stop(account, last, stopped), stopped::completeExceptionally);
    LocalAccount account = await(stopped);
    try {
      stored.remove(bareJid);
    } finally {
      account.run(() -> {
        local().forget(account);
        if (last != null) {
          last.lane().quick(() -> Sessions.endAll(account, REMOVED)); // after the step that asks
        }
      });
    }
  }

  private static void stop(
      LocalAccount account, @Nullable ClientSession last, CompletableFuture<LocalAccount> stopped) {
    account.setRemoved();
    if (last == null) {
      Sessions.endAll(account, REMOVED);
    } else {
      Sessions.endOthers(last, REMOVED);
      account.node().presences().ended(last);
    }
    account
        .changes()
        .quick(() -> {
          account.node().presences().part(account);
          account.archive().whenDurable(() -> stopped.complete(account));
        });
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    CompletableFuture<@Nullable Instant> answer = new CompletableFuture<>();
    local()
        .with(
            bareJid,
            account ->
                answer.complete(account.clientSessions().isEmpty() ? account.lastOnline() : null),
            _ -> answer.complete(null));
    try {
      return await(answer);
    } catch (StanzaException e) {
      return null; // it is not known
    }
  }

  private static <T extends @Nullable Object> T await(CompletableFuture<T> answer)
      throws StanzaException {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StanzaException refused) {
        throw refused;
      }
      throw new IllegalStateException("the account's lane failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the account does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "interrupted");
    }
  }
}

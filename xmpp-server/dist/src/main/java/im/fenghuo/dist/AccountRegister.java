package im.fenghuo.dist;

import im.fenghuo.account.AccountStore;
import im.fenghuo.account.OperatorAccounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Retention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the commands for accounts do, here or in the server that runs. Everything blocks.
interface AccountRegister {

  /// Names at most this many accounts at once.
  int PAGE = 1000;

  void create(Jid account, String password) throws CommandException;

  void changePassword(Jid account, String password) throws CommandException;

  void remove(Jid account) throws CommandException;

  /// Says how long an account's messages are kept; null for as long as its domain's.
  void retain(Jid account, @Nullable Retention retention) throws CommandException;

  /// The names of the next accounts of a domain, in order.
  List<String> names(String domain, String after) throws CommandException;

  /// In this process.
  record Local(OperatorAccounts accounts, AccountStore store) implements AccountRegister {

    @Override
    public void create(Jid account, String password) throws CommandException {
      run(account, () -> accounts.create(account, password));
    }

    @Override
    public void changePassword(Jid account, String password) throws CommandException {
      run(account, () -> accounts.changePassword(account, password));
    }

    @Override
    public void remove(Jid account) throws CommandException {
      run(account, () -> accounts.remove(account));
    }

    @Override
    public void retain(Jid account, @Nullable Retention retention) throws CommandException {
      run(account, () -> accounts.retain(account, retention));
    }

    @Override
    public List<String> names(String domain, String after) {
      return store.localparts(domain, PAGE, after);
    }

    private static void run(Jid account, Change change) throws CommandException {
      try {
        change.run();
      } catch (StanzaException e) {
        throw new CommandException(account + ": " + e.getMessage(), e);
      }
    }

    private interface Change {
      void run() throws StanzaException;
    }
  }
}

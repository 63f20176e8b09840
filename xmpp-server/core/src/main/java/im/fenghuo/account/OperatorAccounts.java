package im.fenghuo.account;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Retention;
import org.jspecify.annotations.Nullable;

/// The register of accounts with what only the operator of the server decides. Everything blocks.
public interface OperatorAccounts extends Accounts {

  /// Says how long an account's messages are kept, of those that come from now on.
  ///
  /// @param retention null for as long as its domain's
  /// @throws StanzaException `item-not-found`
  void retain(Jid bareJid, @Nullable Retention retention) throws StanzaException;
}

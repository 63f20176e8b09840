package im.fenghuo.account;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import org.jspecify.annotations.Nullable;

/// The accounts that are online, on this node or on all. Everything blocks.
public interface OnlineAccounts {

  /// See [Accounts#online].
  ///
  /// @throws StanzaException `resource-constraint`
  Accounts.Online online(String domain, Accounts.Activity activity, @Nullable Jid after, int limit)
      throws StanzaException;

  /// See [Accounts#whereabouts].
  ///
  /// @throws StanzaException `item-not-found`, `resource-constraint`
  Accounts.Whereabouts whereabouts(Jid bareJid) throws StanzaException;

  /// See [Accounts#endSessions].
  ///
  /// @throws StanzaException `item-not-found`, `resource-constraint`
  long endSessions(Jid jid) throws StanzaException;
}

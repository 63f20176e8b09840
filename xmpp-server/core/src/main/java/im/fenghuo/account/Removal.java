package im.fenghuo.account;

import im.fenghuo.api.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes accounts from storage, and what their archives have left behind. Everything blocks.
final class Removal {

  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

  private Removal() {}

  /// Removes an account of whose archive nothing is on its way any more.
  ///
  /// @return false when there is none
  static boolean remove(Node node, Jid bareJid) {
    boolean removed = node.accounts().remove(bareJid);
    node.virtualThreads().execute(() -> clear(node));
    return removed;
  }

  /// Removes an account that only an anonymous client has known, as soon as nothing of its archive
  /// is on its way. Does not block. On the account's loop.
  static void removeAnonymous(LocalAccount account) {
    Node node = account.node();
    account.setRemoved();
    account
        .archive()
        .whenDurable(
            () -> node.virtualThreads().execute(() -> removeAnonymous(node, account.jid())));
  }

  private static void removeAnonymous(Node node, Jid bareJid) {
    try {
      remove(node, bareJid);
    } catch (RuntimeException e) {
      LOG.warn("Anonymous account {} stays until the next start: {}", bareJid, e.toString());
    }
  }

  /// Deletes what the archives of removed accounts have left.
  static void clear(Node node) {
    try {
      node.accounts().clearRemovedArchives();
    } catch (RuntimeException e) {
      LOG.warn("Archives of removed accounts are cleared later: {}", e.toString());
    }
  }
}

package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server that was killed has left behind: accounts of anonymous clients, and archives of
/// accounts whose removal was broken off.
public final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final int PAGE = 100;

  private Leftovers() {}

  /// Begins to remove them, on a virtual thread.
  ///
  /// @param gate the way to all accounts
  /// @param pace how long to wait after each hundred accounts
  public static void sweep(Node node, AccountGate gate, Duration pace) {
    node.virtualThreads()
        .execute(() -> {
          Removal.clear(node);
          try {
            wake(node, gate, pace);
          } catch (RuntimeException e) {
            LOG.warn("Accounts of anonymous clients stay until the next start: {}", e.toString());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Brings each into use where it belongs. There it is removed when nobody uses it, and nobody
  /// does but the client that it was made for: in a cluster that may still be connected.
  private static void wake(Node node, AccountGate gate, Duration pace) throws InterruptedException {
    @Nullable Jid last = null;
    List<Jid> page = node.accounts().anonymous(PAGE, last);
    while (!page.isEmpty()) {
      for (Jid account : page) {
        try {
          gate.credentials(account);
        } catch (StanzaException e) {
          LOG.debug("{} is gone or cannot be asked", account, e);
        }
      }
      last = page.getLast();
      Thread.sleep(pace);
      page = node.accounts().anonymous(PAGE, last);
    }
  }
}

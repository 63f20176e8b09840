package im.fenghuo.account;

import im.fenghuo.api.DbException;
import im.fenghuo.archive.Receipt;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be stored because of a message, in the turn of the session that sent it. As with the
/// rows of archives, a database that does not answer is waited for: the message is acknowledged
/// only then.
final class Afterwards {

  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);
  private static final Duration RETRY = Duration.ofMillis(200);

  private Afterwards() {}

  /// Adds the second half of the quick step that is running.
  static void of(ClientSession session, Receipt receipt, Runnable work) {
    receipt.expect();
    session
        .lane()
        .thenBlocking(() -> {
          try {
            until(session, work);
          } catch (RuntimeException e) {
            LOG.error("What a message of {} asks for has failed", session.jid(), e);
          } finally {
            receipt.done();
          }
        });
  }

  /// Blocks.
  private static void until(ClientSession session, Runnable work) {
    while (!session.account().isRemoved()) {
      try {
        work.run();
        return;
      } catch (DbException e) {
        if (!e.isUnavailable()) {
          throw e;
        }
        LOG.warn("What a message of {} asks for waits: {}", session.jid(), e.toString());
        if (isInterrupted()) {
          return;
        }
      }
    }
  }

  private static boolean isInterrupted() {
    try {
      Thread.sleep(RETRY);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

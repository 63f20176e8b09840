package im.fenghuo.dist;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks from time to time whether the certificate's files have changed: what renews certificates
/// need not know of the server.
final class CertificateWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  private final Vertx vertx;
  private final Renewal renewal;
  private final long timer;
  private @Nullable String trouble;

  /// Takes up files that have changed.
  @FunctionalInterface
  interface Renewal {
    /// Blocks. Whether they have changed; fails when they cannot be used.
    boolean renew() throws IOException;
  }

  CertificateWatch(Vertx vertx, Renewal renewal, Duration interval) {
    this.vertx = vertx;
    this.renewal = renewal;
    this.timer =
        vertx.setPeriodic(interval.toMillis(), _ -> Thread.startVirtualThread(this::lookAgain));
  }

  /// Looks now. Blocks.
  ///
  /// @return whether there is another certificate
  /// @throws CommandException when there is one that cannot be used
  synchronized boolean look() throws CommandException {
    try {
      boolean renewed = renewal.renew();
      trouble = null;
      if (renewed) {
        LOG.info("The certificate is renewed");
      }
      return renewed;
    } catch (IOException e) {
      throw new CommandException("the former certificate stays in use: " + e.getMessage(), e);
    }
  }

  /// Says once what is wrong, not each time.
  private synchronized void lookAgain() {
    try {
      look();
    } catch (CommandException e) {
      if (!Objects.equals(trouble, e.getMessage())) {
        LOG.error("The certificate cannot be renewed: {}", e.getMessage());
      }
      trouble = e.getMessage();
    }
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}

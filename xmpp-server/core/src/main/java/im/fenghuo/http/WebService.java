package im.fenghuo.http;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.registry.Registry;
import java.util.concurrent.Semaphore;

/// A path that an extension answers, for all loops and ports of a node together.
public final class WebService {

  private static final WebAnswer BUSY =
      WebAnswer.text(503, "Too many are being served already.\n").header("Retry-After", "5");

  private final Registry.WebPath registered;
  private final Semaphore free;
  private final Bandwidth bandwidth;

  /// @param registered by the extension
  public WebService(Registry.WebPath registered) {
    this.registered = registered;
    this.bandwidth = new Bandwidth(registered.limits().bytesPerSecond());
    this.free = new Semaphore(registered.limits().concurrent());
  }

  String path() {
    return registered.path();
  }

  WebLimits limits() {
    return registered.limits();
  }

  Bandwidth bandwidth() {
    return bandwidth;
  }

  /// Handles an exchange on a virtual thread, or has it answered 503 when too many are handled
  /// already. Never blocks.
  void start(WebExchange exchange) {
    boolean admitted = free.tryAcquire();
    WebHandler handler = admitted ? registered.handler() : _ -> BUSY;
    Thread.ofVirtual()
        .name("web")
        .start(() -> {
          try {
            exchange.answer(handler);
          } finally {
            if (admitted) {
              free.release();
            }
          }
        });
  }
}

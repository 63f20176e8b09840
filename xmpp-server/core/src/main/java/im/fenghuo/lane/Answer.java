package im.fenghuo.lane;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What one thread waits for and another will say, once.
public final class Answer<T> {

  private final CompletableFuture<T> future = new CompletableFuture<>();

  /// Says it.
  public void say(T value) {
    future.complete(value);
  }

  /// Says that it will not be said.
  public void refuse(Exception reason) {
    future.completeExceptionally(reason);
  }

  /// Waits for it. Blocks. A wait without a limit costs far less than one with a limit, for which
  /// another thread is woken.
  ///
  /// @throws StanzaException what it was refused with
  public T await() throws StanzaException {
    return await(future::get);
  }

  /// Waits for it. Blocks.
  ///
  /// @throws StanzaException what it was refused with; `resource-constraint` when it does not come
  ///   in time
  public T await(Duration limit) throws StanzaException {
    return await(() -> future.get(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  @FunctionalInterface
  private interface Wait<T> {
    T get() throws ExecutionException, TimeoutException, InterruptedException;
  }

  private static <T> T await(Wait<T> wait) throws StanzaException {
    try {
      return wait.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StanzaException refused) {
        throw refused;
      }
      throw new IllegalStateException("the one who was asked has failed", e.getCause());
    } catch (TimeoutException e) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "interrupted");
    }
  }
}

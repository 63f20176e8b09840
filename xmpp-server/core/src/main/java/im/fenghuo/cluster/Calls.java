package im.fenghuo.cluster;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Questions to other nodes that wait for an answer.
final class Calls {

  private static final int SECONDS = 30;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Frame>> open = new ConcurrentHashMap<>();

  /// Asks and waits. Blocks.
  ///
  /// @param ask sends the question with the call's number
  /// @throws StanzaException what the other node refuses with, or `resource-constraint` without an
  ///   answer in time
  Frame call(LongConsumer ask) throws StanzaException {
    long number = numbers.incrementAndGet();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    open.put(number, answer);
    try {
      ask.accept(number);
      Frame frame = answer.get(SECONDS, TimeUnit.SECONDS);
      if (frame instanceof Frame.Refused(long _, String condition, String text)) {
        throw new StanzaException(Condition.valueOf(condition), text);
      }
      return frame;
    } catch (TimeoutException e) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "the account's node is silent");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "interrupted");
    } finally {
      open.remove(number);
    }
  }

  /// An answer has come.
  void answered(long number, Frame frame) {
    CompletableFuture<Frame> waiting = open.get(number);
    if (waiting != null) {
      waiting.complete(frame);
    }
  }
}

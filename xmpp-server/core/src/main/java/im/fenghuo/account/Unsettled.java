package im.fenghuo.account;

import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Which of a session's stanzas are not handled yet, or have written what is not durable. Belongs
/// to the account's loop.
final class Unsettled {

  /// From how many on they are looked through although nobody waits.
  private static final int MANY = 16;

  private final Loop loop;
  private @Nullable ArrayDeque<Receipt> receipts;
  private volatile long settled;
  private long awaited = Long.MAX_VALUE;
  private @Nullable Runnable onSettled;

  Unsettled(Loop loop) {
    this.loop = loop;
  }

  /// The next stanza's.
  void add(Receipt receipt) {
    if (receipts == null) {
      receipts = new ArrayDeque<>(4);
    }
    receipts.add(receipt);
    if (receipts.size() > MANY) {
      settle();
    }
  }

  /// As [SessionPort#whenSettled].
  void whenSettled(long count, Runnable work) {
    awaited = count;
    onSettled = work;
    settle();
  }

  /// As [SessionPort#settled]; from any thread.
  long settled() {
    return settled;
  }

  /// The stream is gone: nobody asks any more.
  void forget() {
    receipts = null;
    onSettled = null;
  }

  /// Counts the stanzas that are done, from the oldest on.
  private void settle() {
    if (receipts != null) {
      long count = settled;
      while (!receipts.isEmpty() && receipts.getFirst().isDone()) {
        receipts.poll();
        count++;
      }
      settled = count;
      if (receipts.isEmpty()) {
        receipts = null;
      }
    }
    if (settled >= awaited) {
      Runnable waiting = onSettled;
      awaited = Long.MAX_VALUE;
      onSettled = null;
      if (waiting != null) {
        waiting.run();
      }
    } else if (onSettled != null && receipts != null) {
      receipts.getFirst().whenDone(() -> loop.execute(this::settle));
    }
  }
}

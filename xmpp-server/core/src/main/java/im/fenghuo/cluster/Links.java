package im.fenghuo.cluster;

import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What this node says to the others: what one turn of a loop has for a node leaves as one batch.
final class Links {

  private static final int FULL = 64 * 1024;

  private final Wire wire;
  private final List<Loop> senders;
  private final List<Map<String, Buffer>> byLoop = new ArrayList<>();

  Links(Wire wire, Loops loops) {
    this.wire = wire;
    this.senders = loops.all();
    for (int i = 0; i < loops.count(); i++) {
      byLoop.add(new HashMap<>());
    }
  }

  /// Says something to a node. On the loop; frames of one loop and node arrive in order.
  void say(Loop loop, String node, Frame frame) {
    Map<String, Buffer> batches = byLoop.get(loop.number());
    Buffer batch = batches.get(node);
    if (batch == null) {
      batch = Buffer.buffer(1024);
      batches.put(node, batch);
      loop.atEndOfTurn(() -> flush(loop, batches, node));
    }
    FrameCodec.encode(frame, batch);
    if (batch.length() >= FULL) {
      flush(loop, batches, node);
    }
  }

  /// The event bus belongs to the loops that have accounts: for each of the others, always the same
  /// of these sends.
  private void flush(Loop loop, Map<String, Buffer> batches, String node) {
    Buffer batch = batches.remove(node);
    if (batch != null) {
      senders.get(loop.number() % senders.size()).run(() -> wire.send(node, batch));
    }
  }
}

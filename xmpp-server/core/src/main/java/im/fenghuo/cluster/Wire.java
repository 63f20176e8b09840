package im.fenghuo.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What carries batches between nodes, in order for each pair of sending loop and receiving node.
interface Wire {

  /// This node's name.
  String self();

  /// Sends a batch. Never blocks. A batch for a node that has gone is lost; [#onGone] tells of it.
  void send(String node, Buffer batch);

  /// Who takes the batches that come: the sender's name and the batch, on one thread.
  void onBatch(BiConsumer<String, Buffer> handler);

  /// Who is told that a node has gone.
  void onGone(Consumer<String> handler);
}

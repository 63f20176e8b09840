package im.fenghuo.cluster;

import im.fenghuo.account.TestNode;
import im.fenghuo.api.Jid;
import im.fenghuo.core.Core;
import im.fenghuo.registry.Registry;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Two nodes, `a` and `b`, that share storage and speak through memory. Everything is owned by `a`
/// that nobody has placed.
final class TestCluster implements AutoCloseable {

  private final Map<String, TestWire> wires = new HashMap<>();
  private final Map<Jid, String> owners = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger batches = new AtomicInteger();
  private final TestNode a;
  private final TestNode b;

  TestCluster(Consumer<Registry> installation) {
    wires.put("a", new TestWire("a"));
    wires.put("b", new TestWire("b"));
    a = new TestNode(installation, null, foundation -> core(foundation, "a"));
    b = new TestNode(installation, a, foundation -> core(foundation, "b"));
    a.settlesWith(() -> underWay.get() == 0 && b.isQuiet() && underWay.get() == 0);
    b.settlesWith(() -> underWay.get() == 0 && a.isQuiet() && underWay.get() == 0);
  }

  private Core core(Core.Foundation foundation, String name) {
    return Core.clustered(
        foundation,
        delivery ->
            new ClusterNode(
                wires.get(name),
                new TestPlacement(),
                foundation.loops(),
                foundation.virtualThreads(),
                delivery));
  }

  TestNode a() {
    return a;
  }

  TestNode b() {
    return b;
  }

  /// Says who owns something, from the beginning.
  TestCluster place(String bareJid, String node) {
    owners.put(Jid.parse(bareJid), node);
    return this;
  }

  /// Changes who owns something.
  void move(String bareJid, String node) {
    place(bareJid, node);
    listeners.forEach(Runnable::run);
  }

  /// Nothing reaches a node any more, and nothing comes from it.
  void cut(String node) {
    wires.get(node).isCut = true;
  }

  /// The other one hears that a node has gone.
  void lose(String node) {
    cut(node);
    TestWire lost = wires.get(node);
    owners.replaceAll((_, owner) -> owner.equals(node) ? (node.equals("a") ? "b" : "a") : owner);
    wires.values().stream().filter(wire -> wire != lost).forEach(wire -> wire.gone.accept(node));
    listeners.forEach(Runnable::run);
  }

  /// How many batches have passed between them.
  int batches() {
    return batches.get();
  }

  @Override
  public void close() {
    a.close();
    b.close();
    wires.values().forEach(wire -> wire.thread.close());
  }

  private final class TestPlacement implements Placement {
    @Override
    public String owner(Jid bareJid) {
      return owners.getOrDefault(bareJid, "a");
    }

    @Override
    public Set<String> owners() {
      return Set.of("a", "b");
    }

    @Override
    public void onChange(Runnable listener) {
      listeners.add(listener);
    }
  }

  private final class TestWire implements Wire {
    private final String self;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private BiConsumer<String, Buffer> handler = (_, _) -> {};
    private Consumer<String> gone = _ -> {};
    private volatile boolean isCut;

    TestWire(String self) {
      this.self = self;
    }

    @Override
    public String self() {
      return self;
    }

    @Override
    public void send(String node, Buffer batch) {
      TestWire to = wires.get(node);
      if (isCut || to.isCut) {
        return;
      }
      underWay.incrementAndGet();
      batches.incrementAndGet();
      to.thread.execute(() -> {
        try {
          to.handler.accept(self, batch);
        } finally {
          underWay.decrementAndGet();
        }
      });
    }

    @Override
    public void onBatch(BiConsumer<String, Buffer> taker) {
      handler = taker;
    }

    @Override
    public void onGone(Consumer<String> listener) {
      gone = listener;
    }
  }
}

package im.fenghuo.lane;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.stream.IntStream;

/// The event loops of this node.
public final class Loops {

  private final List<Loop> loops;

  private Loops(List<Loop> loops) {
    this.loops = loops;
  }

  /// Takes as many loops from Vert.x as it was configured to have.
  public static Loops of(Vertx vertx, int count) {
    VertxInternal internal = (VertxInternal) vertx;
    return new Loops(
        IntStream.range(0, count)
            .mapToObj(i -> new Loop(internal.createEventLoopContext(), i))
            .toList());
  }

  /// All of them, by number.
  public List<Loop> all() {
    return loops;
  }

  /// The loop of an owner: always the same one for the same hash.
  public Loop of(int hash) {
    int spread = hash * 0x9E3779B9;
    return loops.get((spread >>> 16) % loops.size());
  }
}

package im.fenghuo.lane;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.stream.IntStream;

/// The event loops of this node.
public final class Loops {

  private final List<Loop> loops;
  private final List<Loop> web;

  private Loops(List<Loop> loops, List<Loop> web) {
    this.loops = loops;
    this.web = web;
  }

  /// Takes as many loops from Vert.x as it was configured to have.
  public static Loops of(Vertx vertx, int count) {
    List<Loop> loops = take(vertx, count, 0);
    return new Loops(loops, loops);
  }

  /// The same, with as many others that carry HTTP: a loop that encrypts files uses up its share of
  /// the processor, and whoever else is on it waits for the next one.
  public Loops withWeb(Vertx vertx, int count) {
    return new Loops(loops, take(vertx, count, loops.size()));
  }

  private static List<Loop> take(Vertx vertx, int count, int first) {
    VertxInternal internal = (VertxInternal) vertx;
    return IntStream.range(first, first + count)
        .mapToObj(i -> new Loop(internal.createEventLoopContext(), i))
        .toList();
  }

  /// Those that have accounts, and streams over TCP, by number.
  public List<Loop> all() {
    return loops;
  }

  /// Those that carry HTTP, and streams over that; numbered after the others, where they are not
  /// the same.
  public List<Loop> web() {
    return web;
  }

  /// How many numbers there are.
  public int count() {
    return web.getLast().number() + 1;
  }

  /// The loop of an owner: always the same one for the same hash.
  public Loop of(int hash) {
    int spread = hash * 0x9E3779B9;
    return loops.get((spread >>> 16) % loops.size());
  }
}

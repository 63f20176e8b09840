package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.client.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What lies between a server and those who connect to it, in this process: it cuts what they say
/// into pieces, delays them, and breaks connections in the middle of a piece.
final class Network implements AutoCloseable {

  private final ServerSocketChannel listener;
  private final SocketAddress target;
  private final Random random;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Map<Link.End, LongAdder> broken = new EnumMap<>(Link.End.class);
  private volatile Duration lifetime = Duration.ZERO;
  private volatile Duration delay = Duration.ZERO;

  private Network(ServerSocketChannel listener, SocketAddress target, long seed) {
    this.listener = listener;
    this.target = target;
    this.random = new Random(seed);
    for (Link.End how : Link.End.values()) {
      broken.put(how, new LongAdder());
    }
  }

  /// A network that is as good as none, so far.
  static Network to(SocketAddress target, long seed) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    Network network = new Network(listener, target, seed);
    Thread.ofVirtual().name("network to " + target).start(network::accept);
    return network;
  }

  /// Where to connect to.
  Address address() throws IOException {
    return new Address("127.0.0.1", ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  /// From now on connections break, those that are made later.
  ///
  /// @param average how long they last; zero for ever
  void breakAfter(Duration average) {
    lifetime = average;
  }

  /// From now on everything takes longer, up to so much for each piece.
  void delayBy(Duration longest) {
    delay = longest;
  }

  boolean isBreaking() {
    return !lifetime.isZero();
  }

  void delay(Random dice) throws InterruptedException {
    long longest = delay.toNanos();
    if (longest > 0) {
      Thread.sleep(Duration.ofNanos(dice.nextLong(longest)));
    }
  }

  void broken(Link.End how) {
    broken.get(how).increment();
  }

  void ended(Link link) {
    links.remove(link);
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      // The network is.
    }
  }

  private void connect(SocketChannel client) throws IOException {
    SocketChannel server;
    try {
      server = SocketChannel.open(target);
    } catch (IOException refused) {
      client.close();
      return;
    }
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (target instanceof InetSocketAddress) {
      server.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    double lasts = -Math.log(1 - random.nextDouble()) * lifetime.toNanos();
    Random dice = new Random(random.nextLong());
    Link link = new Link(this, client, server, dice, System.nanoTime() + (long) lasts);
    links.add(link);
    link.start();
  }

  /// How many connections were broken, and how.
  @Override
  public String toString() {
    return broken.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    links.forEach(Link::close);
  }
}

package im.fenghuo.bench;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// The event loops that the clients of one run live on.
///
/// Accounts are spread over them in pairs, so that both ends of a conversation share a loop and
/// need no lock.
final class Clients implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup group;
  private final List<ClientLoop> loops = new ArrayList<>();
  private final Supplier<SslHandler> tls;

  Clients(TargetOptions target, int loopCount) throws IOException {
    InetSocketAddress address = target.address();
    tls = tls(target.domain());
    var server = new ClientLoop.Server(address, target, tls);
    group = group(loopCount);
    for (int i = 0; i < loopCount; i++) {
      EventLoop eventLoop = group.next();
      ClientLoop loop = new ClientLoop(eventLoop, channelType(), server);
      eventLoop.execute(loop::watch);
      loops.add(loop);
    }
  }

  /// Event loops of the kind that is best here.
  static MultiThreadIoEventLoopGroup group(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /// The sockets that belong to them.
  static Class<? extends Channel> channelType() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /// TLS that takes whatever certificate comes.
  Supplier<SslHandler> tls() {
    return tls;
  }

  /// The loop of an account.
  ClientLoop loopOf(Account account) {
    return loops.get(account.number() / 2 % loops.size());
  }

  List<ClientLoop> loops() {
    return loops;
  }

  /// Runs the task on every loop. Blocks until all are done, for at most ten seconds each.
  void onEach(Runnable task) throws InterruptedException {
    for (ClientLoop loop : loops) {
      Future<?> done = loop.eventLoop().submit(task);
      if (!done.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("an event loop has been busy for ten seconds");
      }
    }
  }

  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
  }

  /// Certificates are not checked: the load is about cost, and test servers sign their own.
  private static Supplier<SslHandler> tls(String domain) throws IOException {
    SslContext context =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
    return () -> {
      SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT); // no peer, so no resumption
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(domain)));
      engine.setSSLParameters(parameters);
      return new SslHandler(engine);
    };
  }
}

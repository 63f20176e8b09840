package im.fenghuo.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One event loop's worth of clients, and what they share: the read buffer and the list of
/// connections to flush.
final class ClientLoop {

  private final EventLoop eventLoop;
  private final Server server;
  private final Bootstrap bootstrap;
  private final Overdue logins = new Overdue(30, "no answer during login for 30 s");
  private final Overdue goodbyes = new Overdue(5, "");
  private List<ClientStream> dirty = new ArrayList<>();
  private List<ClientStream> flushing = new ArrayList<>();
  private byte[] scratch = new byte[64 * 1024];

  ClientLoop(EventLoop eventLoop, Class<? extends Channel> channelType, Server server) {
    this.eventLoop = eventLoop;
    this.server = server;
    this.bootstrap =
        new Bootstrap()
            .group(eventLoop)
            .channel(channelType)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000);
  }

  /// What all loops know of the server.
  record Server(InetSocketAddress address, TargetOptions target, Supplier<SslHandler> tls) {}

  EventLoop eventLoop() {
    return eventLoop;
  }

  Server server() {
    return server;
  }

  /// Opens a connection; `reader` hears of it on this loop.
  void connect(ClientStream.Reader reader) {
    ClientStream stream = new ClientStream(this, server.target.domain(), reader);
    Bootstrap one = bootstrap.clone();
    one.handler(
        new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            if (server.target.tls() == Tls.DIRECT) {
              channel.pipeline().addLast(server.tls.get());
            }
            channel.pipeline().addLast(stream);
          }
        });
    var _ =
        one.connect(server.address)
            .addListener(future -> {
              if (!future.isSuccess()) {
                stream.failed(future.cause());
              }
            });
  }

  /// Everything written during one turn leaves with one system call per connection.
  void flushLater(ClientStream stream) {
    if (dirty.isEmpty()) {
      eventLoop.execute(this::flush);
    }
    dirty.add(stream);
  }

  private void flush() {
    List<ClientStream> now = dirty;
    dirty = flushing;
    flushing = now;
    now.forEach(ClientStream::flush);
    now.clear();
  }

  /// Connections that are logging in.
  Overdue logins() {
    return logins;
  }

  /// Connections that have said goodbye and wait for the server's.
  Overdue goodbyes() {
    return goodbyes;
  }

  /// Looks once a second for connections that are late.
  void watch() {
    var _ =
        eventLoop.scheduleAtFixedRate(
            () -> {
              logins.sweep();
              goodbyes.sweep();
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }
}

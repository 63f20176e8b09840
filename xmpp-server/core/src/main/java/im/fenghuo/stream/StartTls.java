package im.fenghuo.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.net.SslChannelProvider;
import io.vertx.core.internal.net.SslHandshakeCompletionHandler;
import io.vertx.core.internal.tls.SslContextManager;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Begins TLS on connections that were opened without (RFC 6120 §5).
///
/// Vert.x's own `upgradeToSsl` does not do: of several servers that share a port, only the first
/// has what it needs (5.0.12), and it knows nothing of a certificate that was renewed.
final class StartTls {

  private final VertxInternal vertx;
  private final SslContextManager contexts = new SslContextManager(new JdkSSLEngineOptions());
  private volatile @Nullable Ready ready;

  private record Ready(SslChannelProvider provider, long timeout, TimeUnit unit) {}

  StartTls(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  /// Uses this certificate from now on.
  ///
  /// @return completes when it is in use
  Future<Void> use(ServerSSLOptions options) {
    ContextInternal context = vertx.getOrCreateContext();
    return contexts
        .resolveSslContextProvider(options, null, ClientAuth.NONE, null, true, context)
        .map(provider -> {
          ready =
              new Ready(
                  new SslChannelProvider(vertx, provider, options.isSni()),
                  options.getSslHandshakeTimeout(),
                  options.getSslHandshakeTimeoutUnit());
          return null;
        });
  }

  /// Expects the client's handshake next. On the socket's loop, in the turn in which `<proceed/>`
  /// was written, so that nothing is read between the two.
  Future<Void> upgrade(NetSocketInternal socket) {
    Ready tls = ready;
    if (tls == null) {
      return Future.failedFuture("there is no certificate yet");
    }
    ChannelHandlerContext channel = socket.channelHandlerContext();
    ChannelPromise handshake = channel.newPromise();
    Promise<Void> done = Promise.promise();
    handshake.addListener(result -> {
      if (result.isSuccess()) {
        done.complete();
      } else {
        done.fail(result.cause());
      }
    });
    channel
        .pipeline()
        .addFirst("handshaker", new SslHandshakeCompletionHandler(handshake))
        .addFirst(
            "ssl", tls.provider().createServerHandler(false, tls.timeout(), tls.unit(), null));
    return done.future();
  }
}

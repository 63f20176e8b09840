package im.fenghuo.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Files that are uploaded and downloaded beside a chat, so many at a time, by users of the chat.
/// Slots are asked for on the users' streams; the rest happens on an event loop of its own.
final class Transfers implements AutoCloseable {

  private static final int CONTENT = 256 * 1024;

  private final Run run;
  private final List<ChatUser> users;
  private final long size;
  private final MultiThreadIoEventLoopGroup group = Clients.group(1);
  private final ByteBuf content = PooledByteBufAllocator.DEFAULT.directBuffer(CONTENT);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  /// @param users of whom each has at most one file under way
  Transfers(Run run, List<ChatUser> users, long size) {
    this.run = run;
    this.users = users;
    this.size = size;
    byte[] random = new byte[CONTENT];
    ThreadLocalRandom.current().nextBytes(random);
    content.writeBytes(random);
  }

  /// From now on these users' streams bring slots, too. Blocks until they do.
  void listen() throws InterruptedException {
    for (ChatUser user : users) {
      user.stream().eventLoop().execute(() -> user.stream().readBy(new Uploader(user)));
    }
    run.clients().onEach(() -> {});
  }

  /// Moves so many more files.
  void start(int files) {
    waiting.addAndGet(files);
    for (ChatUser user : users) {
      underWay.incrementAndGet();
      user.stream().eventLoop().execute(() -> next(user));
    }
  }

  boolean isIdle() {
    return underWay.get() == 0;
  }

  /// How many files have gone both ways.
  int done() {
    return done.get();
  }

  /// On the loop of the user's stream.
  private void next(ChatUser user) {
    if (waiting.getAndUpdate(files -> Math.max(0, files - 1)) == 0) {
      underWay.decrementAndGet();
      return;
    }
    user.stream().send(Slot.request("slot", run.target().domain(), size));
  }

  private void transfer(ChatUser user, Slot slot) {
    FileTransfer transfer =
        new FileTransfer(
            slot,
            content,
            size,
            failure -> {
              if (failure.isEmpty()) {
                done.incrementAndGet();
              } else {
                run.meter().error("file of " + user.account().user() + ": " + failure);
              }
              user.stream().eventLoop().execute(() -> next(user));
            });
    var _ =
        new Bootstrap()
            .group(group)
            .channel(Clients.channelType())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(run.clients().tls().get(), new HttpClientCodec(), transfer);
                  }
                })
            .connect(slot.uri().getHost(), slot.uri().getPort())
            .addListener(connected -> {
              if (!connected.isSuccess()) {
                transfer.end(String.valueOf(connected.cause().getMessage()));
              }
            });
  }

  @Override
  public void close() {
    var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    content.release();
  }

  /// Somebody who chats and uploads.
  private final class Uploader implements ClientStream.Reader {

    private final ChatUser user;

    Uploader(ChatUser user) {
      this.user = user;
    }

    @Override
    public void received(ClientStream stream, Stanza stanza) {
      if (!stanza.is("iq") || !stanza.attributeIs("id", "slot")) {
        user.received(stream, stanza);
        return;
      }
      Slot.given(stanza)
          .ifPresentOrElse(
              slot -> transfer(user, slot),
              () -> {
                run.meter().error("no slot: " + stanza.excerpt());
                underWay.decrementAndGet();
              });
    }

    @Override
    public void closed(ClientStream stream, String reason) {
      underWay.decrementAndGet();
      user.closed(stream, reason);
    }
  }
}

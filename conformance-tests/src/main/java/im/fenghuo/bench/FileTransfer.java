package im.fenghuo.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/// A file that is uploaded, downloaded and deleted again, on one connection and its event loop.
final class FileTransfer extends SimpleChannelInboundHandler<HttpObject> {

  private static final int PIECE = 64 * 1024;

  private enum Step {
    PUT(201),
    GET(200),
    DELETE(204);

    private final int expected;

    Step(int expected) {
      this.expected = expected;
    }
  }

  private final Slot slot;
  private final ByteBuf content;
  private final long size;
  private final Consumer<String> outcome;
  private Step step = Step.PUT;
  private long unsent;
  private long received;
  private int status;
  private boolean ended;

  /// @param content whose beginning is sent again and again, as long as a file is
  /// @param outcome is told once: nothing when all went well, else why not
  FileTransfer(Slot slot, ByteBuf content, long size, Consumer<String> outcome) {
    this.slot = slot;
    this.content = content;
    this.size = size;
    this.unsent = size;
    this.outcome = outcome;
  }

  /// It could not even be begun, or has ended.
  void end(String failure) {
    if (!ended) {
      ended = true;
      outcome.accept(failure);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        put(context);
      } else {
        end("TLS: " + handshake.cause().getMessage());
      }
    }
  }

  private void put(ChannelHandlerContext context) {
    HttpRequest put =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, slot.uri().getRawPath());
    address(put)
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, size)
        .set(HttpHeaderNames.CONTENT_TYPE, Slot.TYPE);
    var _ = context.write(put);
    sendMore(context);
  }

  private HttpRequest address(HttpRequest request) {
    request
        .headers()
        .set(HttpHeaderNames.HOST, slot.uri().getAuthority())
        .set(HttpHeaderNames.AUTHORIZATION, slot.authorization());
    return request;
  }

  private void sendMore(ChannelHandlerContext context) {
    while (unsent > 0 && context.channel().isWritable()) {
      int piece = (int) Math.min(Math.min(PIECE, content.readableBytes()), unsent);
      unsent -= piece;
      var _ = context.write(new DefaultHttpContent(content.retainedSlice(0, piece)));
      if (unsent == 0) {
        var _ = context.write(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    }
    context.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (step == Step.PUT && unsent > 0) {
      sendMore(context);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpResponse response) {
      status = response.status().code();
    }
    if (part instanceof HttpContent piece) {
      received += piece.content().readableBytes();
    }
    if (part instanceof LastHttpContent) {
      answered(context);
    }
  }

  private void answered(ChannelHandlerContext context) {
    if (status != step.expected) {
      end(step + " was answered " + status);
    } else if (step == Step.GET && received != size) {
      end("%d bytes came of %d".formatted(received, size));
    }
    if (ended || step == Step.DELETE) {
      end("");
      var _ = context.close();
      return;
    }
    received = 0;
    step = step == Step.PUT ? Step.GET : Step.DELETE;
    var _ =
        context.writeAndFlush(
            address(
                new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    step == Step.GET ? HttpMethod.GET : HttpMethod.DELETE,
                    slot.uri().getRawPath())));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end("the connection was lost during " + step);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(step + ": " + cause);
    var _ = context.close();
  }
}

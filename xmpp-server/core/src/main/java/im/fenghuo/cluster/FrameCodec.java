package im.fenghuo.cluster;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Frames as bytes: one after the other in a batch, each a type and its fields in order.
final class FrameCodec {

  private FrameCodec() {}

  /// Appends a frame to a batch.
  static void encode(Frame frame, Buffer batch) {
    switch (frame) {
      case Frame.Deliver(long receipt, Buffer stanza) ->
          bytes(batch.appendByte((byte) 1).appendLong(receipt), stanza);
      case Frame.Durable(long receipt) -> batch.appendByte((byte) 2).appendLong(receipt);
      case Frame.Attach(
              long call,
              String account,
              String resource,
              long stream,
              boolean inline,
              List<Buffer> features) -> {
        batch.appendByte((byte) 3).appendLong(call);
        text(text(batch, account), resource).appendLong(stream);
        list(batch.appendByte((byte) (inline ? 1 : 0)), features);
      }
      case Frame.Attached(long call, long session, String jid, List<Buffer> bound) -> {
        text(batch.appendByte((byte) 4).appendLong(call).appendLong(session), jid);
        list(batch, bound);
      }
      case Frame.AskKeys(long call, String account) ->
          text(batch.appendByte((byte) 5).appendLong(call), account);
      case Frame.Keys(long call, String keys) ->
          text(batch.appendByte((byte) 6).appendLong(call), keys);
      case Frame.Refused(long call, String condition, String text) ->
          text(text(batch.appendByte((byte) 7).appendLong(call), condition), text);
      case Frame.FromClient(long session, Buffer stanza) ->
          bytes(batch.appendByte((byte) 8).appendLong(session), stanza);
      case Frame.AwaitSettled(long session, long count) ->
          batch.appendByte((byte) 9).appendLong(session).appendLong(count);
      case Frame.Settled(long stream, long count) ->
          batch.appendByte((byte) 10).appendLong(stream).appendLong(count);
      case Frame.Detach(long session) -> batch.appendByte((byte) 11).appendLong(session);
      case Frame.ToClient(long stream, Buffer stanza) ->
          bytes(batch.appendByte((byte) 12).appendLong(stream), stanza);
      case Frame.DeliverToClient(long stream, long delivery, Buffer message) ->
          bytes(batch.appendByte((byte) 17).appendLong(stream).appendLong(delivery), message);
      case Frame.Confirmed(long session, long delivery) ->
          batch.appendByte((byte) 18).appendLong(session).appendLong(delivery);
      case Frame.AwaitTaken(long stream) -> batch.appendByte((byte) 19).appendLong(stream);
      case Frame.Taken(long session) -> batch.appendByte((byte) 20).appendLong(session);
      case Frame.Resumed(long session) -> batch.appendByte((byte) 21).appendLong(session);
      case Frame.CloseStream(long stream, String condition, String text) ->
          text(text(batch.appendByte((byte) 13).appendLong(stream), condition), text);
      case Frame.RecordChanged(long call, String account) ->
          text(batch.appendByte((byte) 14).appendLong(call), account);
      case Frame.Save(long call, String account) ->
          text(batch.appendByte((byte) 26).appendLong(call), account);
      case Frame.Remove(long call, String account) ->
          text(batch.appendByte((byte) 15).appendLong(call), account);
      case Frame.Done(long call) -> batch.appendByte((byte) 16).appendLong(call);
      case Frame.AskOnline(long call, String domain, String activity, String after, long limit) ->
          text(text(text(batch.appendByte((byte) 22).appendLong(call), domain), activity), after)
              .appendLong(limit);
      case Frame.AskWhereabouts(long call, String account) ->
          text(batch.appendByte((byte) 23).appendLong(call), account);
      case Frame.EndSessions(long call, String jid) ->
          text(batch.appendByte((byte) 24).appendLong(call), jid);
      case Frame.Listed(long call, long number, List<Buffer> jids) ->
          list(batch.appendByte((byte) 25).appendLong(call).appendLong(number), jids);
      case Frame.AddRecipient(long audience, long recipient, String jid) ->
          text(batch.appendByte((byte) 27).appendLong(audience).appendLong(recipient), jid);
      case Frame.RemoveRecipient(long audience, long recipient) ->
          batch.appendByte((byte) 28).appendLong(audience).appendLong(recipient);
      case Frame.ToAudience(long audience, long receipt, Buffer stanza) ->
          bytes(batch.appendByte((byte) 29).appendLong(audience).appendLong(receipt), stanza);
      case Frame.Given(long receipt) -> batch.appendByte((byte) 30).appendLong(receipt);
      case Frame.LostRecipient(long audience, long recipient) ->
          batch.appendByte((byte) 31).appendLong(audience).appendLong(recipient);
      case Frame.CloseAudience(long audience) -> batch.appendByte((byte) 32).appendLong(audience);
    }
  }

  /// Reads a batch.
  ///
  /// @throws IllegalArgumentException when another version of the server has written it
  static List<Frame> decode(Buffer batch) {
    Reader in = new Reader(batch);
    List<Frame> frames = new ArrayList<>();
    while (in.at < batch.length()) {
      frames.add(frame(in));
    }
    return frames;
  }

  private static Frame frame(Reader in) {
    byte type = in.octet();
    return switch (type) {
      case 1 -> new Frame.Deliver(in.number(), in.bytes());
      case 2 -> new Frame.Durable(in.number());
      case 3 ->
          new Frame.Attach(
              in.number(), in.text(), in.text(), in.number(), in.octet() != 0, in.list());
      case 4 -> new Frame.Attached(in.number(), in.number(), in.text(), in.list());
      case 5 -> new Frame.AskKeys(in.number(), in.text());
      case 6 -> new Frame.Keys(in.number(), in.text());
      case 7 -> new Frame.Refused(in.number(), in.text(), in.text());
      case 8 -> new Frame.FromClient(in.number(), in.bytes());
      case 9 -> new Frame.AwaitSettled(in.number(), in.number());
      case 10 -> new Frame.Settled(in.number(), in.number());
      case 11 -> new Frame.Detach(in.number());
      case 12 -> new Frame.ToClient(in.number(), in.bytes());
      case 13 -> new Frame.CloseStream(in.number(), in.text(), in.text());
      case 14 -> new Frame.RecordChanged(in.number(), in.text());
      case 15 -> new Frame.Remove(in.number(), in.text());
      case 16 -> new Frame.Done(in.number());
      case 17 -> new Frame.DeliverToClient(in.number(), in.number(), in.bytes());
      case 18 -> new Frame.Confirmed(in.number(), in.number());
      case 19 -> new Frame.AwaitTaken(in.number());
      case 20 -> new Frame.Taken(in.number());
      case 21 -> new Frame.Resumed(in.number());
      case 22 -> new Frame.AskOnline(in.number(), in.text(), in.text(), in.text(), in.number());
      case 23 -> new Frame.AskWhereabouts(in.number(), in.text());
      case 24 -> new Frame.EndSessions(in.number(), in.text());
      case 25 -> new Frame.Listed(in.number(), in.number(), in.list());
      case 26 -> new Frame.Save(in.number(), in.text());
      case 27 -> new Frame.AddRecipient(in.number(), in.number(), in.text());
      case 28 -> new Frame.RemoveRecipient(in.number(), in.number());
      case 29 -> new Frame.ToAudience(in.number(), in.number(), in.bytes());
      case 30 -> new Frame.Given(in.number());
      case 31 -> new Frame.LostRecipient(in.number(), in.number());
      case 32 -> new Frame.CloseAudience(in.number());
      default -> throw new IllegalArgumentException("no frame is of type " + type);
    };
  }

  private static void bytes(Buffer batch, Buffer bytes) {
    batch.appendInt(bytes.length()).appendBuffer(bytes);
  }

  private static Buffer text(Buffer batch, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return batch.appendInt(bytes.length).appendBytes(bytes);
  }

  private static void list(Buffer batch, List<Buffer> list) {
    batch.appendInt(list.size());
    list.forEach(each -> bytes(batch, each));
  }

  private static final class Reader {
    private final Buffer batch;
    private int at;

    Reader(Buffer batch) {
      this.batch = batch;
    }

    byte octet() {
      return batch.getByte(at++);
    }

    long number() {
      long value = batch.getLong(at);
      at += Long.BYTES;
      return value;
    }

    private int length() {
      int value = batch.getInt(at);
      at += Integer.BYTES;
      if (value < 0 || value > batch.length() - at) {
        throw new IllegalArgumentException("a frame says it is longer than its batch");
      }
      return value;
    }

    Buffer bytes() {
      int length = length();
      Buffer value = batch.getBuffer(at, at + length);
      at += length;
      return value;
    }

    String text() {
      return bytes().toString(StandardCharsets.UTF_8);
    }

    List<Buffer> list() {
      int size = length();
      List<Buffer> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(bytes());
      }
      return list;
    }
  }
}

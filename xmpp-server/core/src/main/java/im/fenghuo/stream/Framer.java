package im.fenghuo.stream;

import im.fenghuo.api.xml.StreamErrorCondition;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of a connection into a stream header, first-level elements and the closing tag
/// (RFC 6120 §4.2), without parsing them, and refuses before any parser sees it: what RFC 6120
/// §11.1 forbids, bytes that are not UTF-8 (§11.6), control characters, and whatever exceeds a
/// limit. What remains, such as tags that do not match, is left to the parser, which gets the same
/// bytes.
///
/// A stream costs one such object while it is idle, and a buffer only while an element is half
/// read. Nothing blocks. Belongs to one event loop.
public final class Framer extends MarkupScanner {

  /// Is told what was found, in order, on the thread that feeds. The ranges of bytes are lent: they
  /// change after the call. May call [#pause], [#restart] and [#limits(FramerLimits)], but not
  /// [#feed].
  public interface Handler {

    /// The stream header's start tag, without the XML declaration before it.
    void header(byte[] bytes, int offset, int length);

    /// A complete first-level element.
    void element(byte[] bytes, int offset, int length);

    /// Whitespace between first-level elements: a keepalive, or nothing (RFC 6120 §4.6.1).
    void whitespace();

    /// The closing tag of the stream. Nothing more will be found.
    void close();

    /// Bytes that no stream may carry. Nothing more will be found.
    void violation(StreamErrorCondition condition, String text);
  }

  /// What may be kept unread while paused: the socket has read it before it heard of the pause.
  private static final int MAX_UNREAD = 256 * 1024;

  private static final byte[] CLOSING_TAG = {
    '<', '/', 's', 't', 'r', 'e', 'a', 'm', ':', 's', 't', 'r', 'e', 'a', 'm'
  };
  private final Handler handler;

  /// The first bytes of what is half read; null when nothing is.
  private byte @Nullable [] pending;

  /// What came after the event that paused us.
  private byte @Nullable [] unread;

  private int pendingLength;

  /// Where in the bytes at hand the current piece begins.
  private int begin;

  /// Where they end, and how many more have been received with them.
  private int chunkEnd;

  private int beyond;

  /// How many bytes at hand follow what the handler is being told of.
  private int following;

  private boolean paused;

  /// A framer that waits for a stream header.
  public Framer(FramerLimits limits, Handler handler) {
    super(limits);
    this.handler = handler;
  }

  /// Takes what has been received, and tells the handler what is complete.
  public void feed(byte[] bytes, int offset, int length) {
    if (paused) {
      keepUnread(bytes, offset, offset + length);
    } else {
      run(bytes, offset, offset + length);
    }
  }

  /// The same for all readable bytes of a buffer, which are read. Memory that is no array is copied
  /// piece by piece into `scratch`, which one event loop can keep for all its streams.
  public void feed(ByteBuf buffer, byte[] scratch) {
    if (buffer.hasArray()) {
      int length = buffer.readableBytes();
      feed(buffer.array(), buffer.arrayOffset() + buffer.readerIndex(), length);
      buffer.skipBytes(length);
      return;
    }
    while (buffer.isReadable()) {
      int length = Math.min(buffer.readableBytes(), scratch.length);
      buffer.readBytes(scratch, 0, length);
      beyond = buffer.readableBytes();
      feed(scratch, 0, length);
    }
  }

  /// Other limits, from the next byte on: a stream may send more once it is authenticated.
  public void limits(FramerLimits limits) {
    setLimits(limits);
  }

  /// Stops after the current event. What was received after it is kept, and so is what is fed from
  /// now on, within bounds: stop reading the socket, too.
  public void pause() {
    paused = true;
  }

  /// Goes on with what was kept. Not from within an event.
  public void resume() {
    paused = false;
    byte[] kept = unread;
    unread = null;
    if (kept != null) {
      run(kept, 0, kept.length);
    }
  }

  public boolean isPaused() {
    return paused;
  }

  /// Waits for a new stream header, as after SASL (RFC 6120 §6.4.6). What is kept unread belongs to
  /// the new stream.
  public void restart() {
    reset();
    pending = null;
    pendingLength = 0;
  }

  /// Takes nothing more: whoever handles the events has found something wrong itself.
  public void stop() {
    end();
    pending = null;
    pendingLength = 0;
    unread = null;
  }

  /// How many bytes were received after the event that paused us. After `<starttls/>` there must be
  /// none: they were not protected (RFC 6120 §5.4.3.3).
  public int unread() {
    return kept() + following + beyond;
  }

  /// Whether an element has begun and not ended, which must not last long.
  public boolean isHalfRead() {
    return !isOutside() && !isEnded();
  }

  private void run(byte[] bytes, int from, int end) {
    int i = from;
    begin = from;
    chunkEnd = end;
    while (i < end && !isEnded() && !paused) {
      if (isOutside()) {
        i = outside(bytes, i, end);
        continue;
      }
      int limit = (int) Math.min(end, (long) begin + limits().maxBytes() - pendingLength);
      if (i >= limit) {
        violation(
            StreamErrorCondition.POLICY_VIOLATION,
            "more than " + limits().maxBytes() + " bytes in one element");
        return;
      }
      i = step(bytes, i, limit);
    }
    if (isEnded()) {
      return;
    }
    following = 0;
    if (paused) {
      keepUnread(bytes, i, end);
    } else if (!isOutside()) {
      keepPending(bytes, end);
    }
  }

  @Override
  void pieceBegins(int i) {
    begin = i;
  }

  @Override
  void headerEnds(byte[] bytes, int end, boolean closed) {
    emit(bytes, end, true);
    if (closed && isOpen() && isOutside()) {
      closed();
    }
  }

  @Override
  void elementEnds(byte[] bytes, int end) {
    emit(bytes, end, false);
  }

  /// Hands over what ends here. By then we are ready for what the handler may do: pause or restart.
  private void emit(byte[] bytes, int end, boolean header) {
    byte[] piece = bytes;
    int offset = begin;
    int length = end - begin;
    following = chunkEnd - end;
    if (pending != null) {
      keepPending(bytes, end);
      piece = pending;
      offset = 0;
      length = pendingLength;
      pending = null;
      pendingLength = 0;
    }
    if (header) {
      handler.header(piece, offset, length);
    } else {
      handler.element(piece, offset, length);
    }
  }

  @Override
  void streamEnds(byte[] bytes, int end) {
    keepPending(bytes, end);
    byte[] tag = pending == null ? new byte[0] : pending;
    int length = pendingLength;
    while (length > CLOSING_TAG.length && isWhitespace(tag[length - 1])) {
      length--;
    }
    if (Arrays.equals(tag, 0, length, CLOSING_TAG, 0, CLOSING_TAG.length)) {
      closed();
    } else {
      violation(StreamErrorCondition.NOT_WELL_FORMED, "an end tag that no start tag belongs to");
    }
  }

  private void closed() {
    stop();
    handler.close();
  }

  @Override
  void declarationEnds(byte[] bytes, int end) {
    keepPending(bytes, end);
    byte[] text = pending == null ? new byte[0] : pending;
    StreamErrorCondition wrong = XmlDeclaration.check(text, pendingLength);
    pending = null;
    pendingLength = 0;
    if (wrong != null) {
      violation(wrong, "the XML declaration is not that of XML 1.0 in UTF-8");
    }
  }

  @Override
  void whitespaceFound() {
    handler.whitespace();
  }

  @Override
  int violation(StreamErrorCondition condition, String text) {
    stop();
    handler.violation(condition, text);
    return Integer.MAX_VALUE;
  }

  private void keepPending(byte[] bytes, int end) {
    int length = end - begin;
    if (pending == null) {
      pending = Arrays.copyOfRange(bytes, begin, end);
    } else {
      if (pending.length < pendingLength + length) {
        pending = Arrays.copyOf(pending, Math.max(pendingLength + length, 2 * pendingLength));
      }
      System.arraycopy(bytes, begin, pending, pendingLength, length);
    }
    pendingLength += length;
  }

  private int kept() {
    return unread == null ? 0 : unread.length;
  }

  private void keepUnread(byte[] bytes, int from, int end) {
    if (isEnded() || from >= end) {
      return;
    }
    int kept = kept();
    if (kept + end - from > MAX_UNREAD) {
      violation(StreamErrorCondition.POLICY_VIOLATION, "too much sent while waiting");
      return;
    }
    byte[] more = unread == null ? new byte[end - from] : Arrays.copyOf(unread, kept + end - from);
    System.arraycopy(bytes, from, more, kept, end - from);
    unread = more;
  }
}

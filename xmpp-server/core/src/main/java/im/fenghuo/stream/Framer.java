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
public final class Framer {

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
  private static final byte[] CDATA_OPENING = {'[', 'C', 'D', 'A', 'T', 'A', '['};

  private static final byte OUTSIDE = 0;
  private static final byte ENDED = 1;
  private static final byte LESS_THAN = 2;
  private static final byte TAG = 3;
  private static final byte VALUE = 4;
  private static final byte SLASH = 5;
  private static final byte END_TAG = 6;
  private static final byte TEXT = 7;
  private static final byte BANG = 8;
  private static final byte CDATA_START = 9;
  private static final byte CDATA = 10;
  private static final byte DECLARATION = 11;

  private final Handler handler;
  private FramerLimits limits;

  /// The first bytes of what is half read; null when nothing is.
  private byte @Nullable [] pending;

  /// What came after the event that paused us.
  private byte @Nullable [] unread;

  private int pendingLength;

  /// Where in the bytes at hand the current piece begins.
  private int begin;

  private short depth;
  private int attributes;
  private byte state = OUTSIDE;

  /// Whether the header has been read.
  private boolean open;

  /// Whether nothing at all has been read, so that an XML declaration may come.
  private boolean fresh = true;

  private boolean paused;
  private byte quote;

  /// How much of `<![CDATA[` or of `]]>` has been seen.
  private byte matched;

  /// How many bytes the current character lacks, and the bounds of the next.
  private byte missing;

  private byte low;
  private byte high;

  /// A framer that waits for a stream header.
  public Framer(FramerLimits limits, Handler handler) {
    this.limits = limits;
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
      feed(scratch, 0, length);
    }
  }

  /// Other limits, from the next byte on: a stream may send more once it is authenticated.
  public void limits(FramerLimits limits) {
    this.limits = limits;
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
    state = OUTSIDE;
    open = false;
    fresh = true;
    depth = 0;
    missing = 0;
    pending = null;
    pendingLength = 0;
  }

  /// Takes nothing more: whoever handles the events has found something wrong itself.
  public void stop() {
    end();
  }

  /// Waits for a first-level element although there is no stream header.
  void expectElement() {
    open = true;
    fresh = false;
  }

  /// How many bytes were received after the event that paused us. After `<starttls/>` there must be
  /// none: they were not protected (RFC 6120 §5.4.3.3).
  public int unread() {
    return unread == null ? 0 : unread.length;
  }

  /// Whether an element has begun and not ended, which must not last long.
  public boolean isHalfRead() {
    return state > ENDED;
  }

  private void run(byte[] bytes, int from, int end) {
    int i = from;
    begin = from;
    while (i < end && state != ENDED && !paused) {
      if (state == OUTSIDE) {
        i = outside(bytes, i, end);
        continue;
      }
      int limit = (int) Math.min(end, (long) begin + limits.maxBytes() - pendingLength);
      if (i >= limit) {
        violation(
            StreamErrorCondition.POLICY_VIOLATION,
            "more than " + limits.maxBytes() + " bytes in one element");
        return;
      }
      i = missing > 0 ? continuation(bytes, i, limit) : step(bytes, i, limit);
    }
    if (state == ENDED) {
      return;
    }
    if (paused) {
      keepUnread(bytes, i, end);
    } else if (state != OUTSIDE) {
      keepPending(bytes, end);
    }
  }

  private int step(byte[] bytes, int i, int end) {
    return switch (state) {
      case LESS_THAN -> lessThan(bytes, i);
      case TAG -> tag(bytes, i, end);
      case VALUE -> value(bytes, i, end);
      case SLASH -> slash(bytes, i);
      case END_TAG -> endTag(bytes, i, end);
      case TEXT -> text(bytes, i, end);
      case BANG -> bang(bytes, i);
      case CDATA_START -> cdataStart(bytes, i);
      case CDATA -> cdata(bytes, i, end);
      case DECLARATION -> declaration(bytes, i, end);
      default -> throw new IllegalStateException("state " + state);
    };
  }

  private int outside(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && isWhitespace(bytes[i])) {
      i++;
    }
    if (i > from) {
      fresh = false;
      if (open) {
        handler.whitespace();
      }
      return i;
    }
    if (bytes[i] != '<') {
      return violation(
          open ? StreamErrorCondition.BAD_FORMAT : StreamErrorCondition.NOT_WELL_FORMED,
          open ? "text between stanzas" : "text before the stream header");
    }
    begin = i;
    state = LESS_THAN;
    return i + 1;
  }

  private int lessThan(byte[] bytes, int i) {
    return switch (bytes[i]) {
      case '/' ->
          open
              ? next(END_TAG, i)
              : violation(StreamErrorCondition.NOT_WELL_FORMED, "an end tag before any start tag");
      case '!' -> next(BANG, i);
      case '?' ->
          fresh
              ? next(DECLARATION, i)
              : violation(
                  StreamErrorCondition.RESTRICTED_XML, "processing instructions are not allowed");
      default -> startTag(i);
    };
  }

  private int next(byte next, int i) {
    state = next;
    return i + 1;
  }

  private int startTag(int i) {
    fresh = false;
    attributes = 0;
    state = TAG;
    return depth++ < limits.maxDepth()
        ? i
        : violation(
            StreamErrorCondition.POLICY_VIOLATION,
            "elements nested deeper than " + limits.maxDepth());
  }

  private int tag(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b > '>') {
        continue;
      }
      switch (b) {
        case '>' -> {
          return startTagEnds(bytes, i + 1, false);
        }
        case '/' -> {
          state = SLASH;
          return i + 1;
        }
        case '\'', '"' -> {
          quote = b;
          state = VALUE;
          return ++attributes > limits.maxAttributes()
              ? violation(
                  StreamErrorCondition.POLICY_VIOLATION,
                  "more than " + limits.maxAttributes() + " attributes in one element")
              : i + 1;
        }
        case '<' -> {
          return misplaced();
        }
        default -> {
          if (b < ' ' && !isWhitespace(b)) {
            return unusual(bytes, i, end);
          }
        }
      }
    }
    return end;
  }

  private int value(byte[] bytes, int from, int end) {
    byte closing = quote;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == closing) {
        state = TAG;
        return i + 1;
      }
      if (b == '<') {
        return misplaced();
      }
      if (b < ' ' && !isWhitespace(b)) {
        return unusual(bytes, i, end);
      }
    }
    return end;
  }

  private int text(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '<') {
        state = LESS_THAN;
        return i + 1;
      }
      if (b < ' ' && !isWhitespace(b)) {
        return unusual(bytes, i, end);
      }
    }
    return end;
  }

  private int slash(byte[] bytes, int i) {
    return bytes[i] == '>'
        ? startTagEnds(bytes, i + 1, true)
        : violation(StreamErrorCondition.NOT_WELL_FORMED, "a '/' inside a tag");
  }

  private int startTagEnds(byte[] bytes, int end, boolean closed) {
    if (!open) {
      depth = 0;
      open = true;
      state = OUTSIDE;
      emit(bytes, end, true);
      if (closed && open && state == OUTSIDE) {
        closed();
      }
    } else if (!closed) {
      state = TEXT;
    } else {
      elementEnds(bytes, end);
    }
    return end;
  }

  private int endTag(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '>') {
        if (depth > 0) {
          elementEnds(bytes, i + 1);
        } else {
          streamEnds(bytes, i);
        }
        return i + 1;
      }
      if (b == '<') {
        return misplaced();
      }
      if (b < ' ' && !isWhitespace(b)) {
        return unusual(bytes, i, end);
      }
    }
    return end;
  }

  private void elementEnds(byte[] bytes, int end) {
    depth--;
    if (depth > 0) {
      state = TEXT;
      return;
    }
    state = OUTSIDE;
    emit(bytes, end, false);
  }

  /// Hands over what ends here. By then we are ready for what the handler may do: pause or restart.
  private void emit(byte[] bytes, int end, boolean header) {
    byte[] piece = bytes;
    int offset = begin;
    int length = end - begin;
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

  private void streamEnds(byte[] bytes, int end) {
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
    end();
    handler.close();
  }

  private int bang(byte[] bytes, int i) {
    if (bytes[i] != '[') {
      return violation(
          StreamErrorCondition.RESTRICTED_XML, "comments and declarations are not allowed");
    }
    if (depth == 0) {
      return violation(
          open ? StreamErrorCondition.BAD_FORMAT : StreamErrorCondition.NOT_WELL_FORMED,
          "character data outside of an element");
    }
    matched = 1;
    state = CDATA_START;
    return i + 1;
  }

  private int cdataStart(byte[] bytes, int i) {
    if (bytes[i] != CDATA_OPENING[matched]) {
      return misplaced();
    }
    matched++;
    if (matched == CDATA_OPENING.length) {
      matched = 0;
      state = CDATA;
    }
    return i + 1;
  }

  private int cdata(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == ']') {
        matched = (byte) Math.min(2, matched + 1);
      } else if (b == '>' && matched == 2) {
        state = TEXT;
        return i + 1;
      } else {
        matched = 0;
        if (b < ' ' && !isWhitespace(b)) {
          return unusual(bytes, i, end);
        }
      }
    }
    return end;
  }

  private int declaration(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '>') {
        keepPending(bytes, i + 1);
        byte[] text = pending == null ? new byte[0] : pending;
        StreamErrorCondition wrong = XmlDeclaration.check(text, pendingLength);
        if (wrong != null) {
          return violation(wrong, "the XML declaration is not that of XML 1.0 in UTF-8");
        }
        pending = null;
        pendingLength = 0;
        fresh = false;
        state = OUTSIDE;
        return i + 1;
      }
      if (b == '<') {
        return misplaced();
      }
      if (b < ' ' && !isWhitespace(b)) {
        return unusual(bytes, i, end);
      }
    }
    return end;
  }

  /// A byte that is no ordinary character of ASCII: the first of several, or a control.
  private int unusual(byte[] bytes, int i, int end) {
    int lead = bytes[i] & 0xFF;
    if (lead < ' ') {
      return violation(StreamErrorCondition.NOT_WELL_FORMED, "a control character");
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return notUtf8();
    }
    if (lead < 0xE0) {
      missing = 1;
    } else {
      missing = (byte) (lead < 0xF0 ? 2 : 3);
    }
    low = (byte) (lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80);
    high = (byte) (lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF);
    return continuation(bytes, i + 1, end);
  }

  /// Bytes from 0x80 are negative and keep their order, so they compare as they are.
  private int continuation(byte[] bytes, int from, int end) {
    int i = from;
    while (missing > 0 && i < end) {
      byte b = bytes[i++];
      if (b < low || b > high) {
        return notUtf8();
      }
      missing--;
      low = (byte) 0x80;
      high = (byte) 0xBF;
    }
    return i;
  }

  private int notUtf8() {
    return violation(StreamErrorCondition.UNSUPPORTED_ENCODING, "not UTF-8");
  }

  private int misplaced() {
    return violation(StreamErrorCondition.NOT_WELL_FORMED, "markup where it cannot stand");
  }

  private int violation(StreamErrorCondition condition, String text) {
    end();
    handler.violation(condition, text);
    return Integer.MAX_VALUE;
  }

  private void end() {
    state = ENDED;
    pending = null;
    pendingLength = 0;
    unread = null;
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

  private void keepUnread(byte[] bytes, int from, int end) {
    if (state == ENDED || from >= end) {
      return;
    }
    int kept = unread();
    if (kept + end - from > MAX_UNREAD) {
      violation(StreamErrorCondition.POLICY_VIOLATION, "too much sent while waiting");
      return;
    }
    byte[] more = unread == null ? new byte[end - from] : Arrays.copyOf(unread, kept + end - from);
    System.arraycopy(bytes, from, more, kept, end - from);
    unread = more;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}

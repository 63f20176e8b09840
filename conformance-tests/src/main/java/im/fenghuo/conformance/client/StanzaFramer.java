package im.fenghuo.conformance.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts what the other side sends into stanzas, by counting start and end tags. A stream header
/// begins a new stream, wherever it comes.
///
/// It trusts the other side to send well-formed XML without comments (RFC 6120 §11.1), and bounds
/// what it keeps of an unfinished stanza.
public final class StanzaFramer {

  /// Where the pieces go.
  public interface Sink {
    /// The stream's start tag has been read; the bytes are valid during the call.
    void streamOpened(byte[] bytes, int start, int end);

    /// A complete child of the stream; the bytes are valid during the call.
    void stanza(byte[] bytes, int start, int end);

    /// The stream's end tag has been read.
    void streamClosed();
  }

  private static final int MOST_KEPT = 8 * 1024 * 1024;
  private static final byte[] NOTHING = {};
  private static final byte[] HEADER = "<stream:stream".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CDATA = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);

  private byte[] kept = NOTHING;
  private int keptLength;
  private int scanned;
  private int depth;

  /// Takes the first `length` bytes of `input` and reports every stanza that they complete.
  public void feed(byte[] input, int length, Sink sink) {
    if (keptLength == 0) {
      int used = parse(input, length, sink);
      keep(input, used, length);
      return;
    }
    if (keptLength + length > MOST_KEPT) {
      throw new IllegalStateException("a stanza larger than " + MOST_KEPT + " bytes arrived");
    }
    if (keptLength + length > kept.length) {
      kept = Arrays.copyOf(kept, (keptLength + length) * 2);
    }
    System.arraycopy(input, 0, kept, keptLength, length);
    keptLength += length;
    int used = parse(kept, keptLength, sink);
    keep(kept, used, keptLength);
  }

  private void keep(byte[] from, int used, int length) {
    int left = length - used;
    if (left == 0) {
      kept = NOTHING;
    } else if (left <= kept.length) {
      System.arraycopy(from, used, kept, 0, left);
    } else {
      kept = Arrays.copyOfRange(from, used, length);
    }
    keptLength = left;
  }

  /// Returns how many bytes are done with.
  private int parse(byte[] bytes, int length, Sink sink) {
    int start = 0;
    int at = scanned;
    while (at < length) {
      int open = indexOf(bytes, '<', at, length);
      if (open < 0) {
        at = length;
        start = depth <= 1 ? length : start;
        break;
      }
      if (depth <= 1) {
        start = open;
      }
      int close = endOfTag(bytes, open, length);
      if (close < 0) {
        at = open;
        break;
      }
      at = close + 1;
      boolean child = tag(bytes, open, close, sink);
      if (child) {
        sink.stanza(bytes, start, at);
      }
      if (depth <= 1) {
        start = at;
      }
    }
    scanned = at - start;
    return start;
  }

  /// Follows one tag; returns whether it completes a child of the stream.
  private boolean tag(byte[] bytes, int open, int close, Sink sink) {
    byte first = bytes[open + 1];
    if (first == '?' || first == '!') {
      return false;
    }
    if (first == '/') {
      depth--;
      if (depth <= 0) {
        sink.streamClosed();
      }
      return depth == 1;
    }
    if (bytes[close - 1] == '/') {
      return depth == 1;
    }
    if (depth <= 1 && startsWith(HEADER, bytes, open, close)) {
      depth = 1;
      sink.streamOpened(bytes, open, close + 1);
    } else {
      depth++;
    }
    return false;
  }

  private static int endOfTag(byte[] bytes, int open, int length) {
    if (open + 1 < length && bytes[open + 1] == '!') {
      return endOfData(bytes, open, length);
    }
    for (int at = open + 1; at < length; at++) {
      byte b = bytes[at];
      if (b == '>') {
        return at;
      }
      if (b == '\'' || b == '"') {
        at = indexOf(bytes, b, at + 1, length);
        if (at < 0) {
          return -1;
        }
      }
    }
    return -1;
  }

  private static int endOfData(byte[] bytes, int open, int length) {
    int end = open + CDATA.length + 2;
    while (end < length && !(bytes[end] == '>' && bytes[end - 1] == ']' && bytes[end - 2] == ']')) {
      end++;
    }
    return end < length ? end : -1;
  }

  private static boolean startsWith(byte[] wanted, byte[] bytes, int from, int to) {
    return from + wanted.length <= to
        && Arrays.equals(wanted, 0, wanted.length, bytes, from, from + wanted.length);
  }

  private static int indexOf(byte[] bytes, int wanted, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }
}

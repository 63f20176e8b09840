package im.fenghuo.stream;

import im.fenghuo.api.xml.StreamErrorCondition;

/// The state machine behind [Framer]: goes through markup byte by byte, keeps in mind where it is,
/// and says where a piece begins and ends. Knows of no buffers.
abstract class MarkupScanner extends NameScanner {

  private static final byte[] CDATA_OPENING = {'[', 'C', 'D', 'A', 'T', 'A', '['};

  static final byte OUTSIDE = 0;
  static final byte ENDED = 1;
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
  private static final byte NAME = 12;
  private static final byte END_NAME = 13;

  private FramerLimits limits;
  private int attributes;
  private short depth;
  private byte state = OUTSIDE;

  /// Whether the header has been read.
  private boolean open;

  /// Whether nothing at all has been read, so that an XML declaration may come.
  private boolean fresh = true;

  private byte quote;

  /// How much of `<![CDATA[` or of `]]>` has been seen.
  private byte matched;

  MarkupScanner(FramerLimits limits) {
    this.limits = limits;
  }

  /// The header, an element, the end of the stream or the XML declaration begins at `i`.
  abstract void pieceBegins(int i);

  /// Each of these is told the end of the piece, and finds the scanner ready for what comes next.
  abstract void headerEnds(byte[] bytes, int end, boolean closed);

  abstract void elementEnds(byte[] bytes, int end);

  /// Here the end is that of the tag's name and white space, before the `>`.
  abstract void streamEnds(byte[] bytes, int end);

  abstract void declarationEnds(byte[] bytes, int end);

  abstract void whitespaceFound();

  final FramerLimits limits() {
    return limits;
  }

  final void setLimits(FramerLimits limits) {
    this.limits = limits;
  }

  final void reset() {
    state = OUTSIDE;
    open = false;
    fresh = true;
    depth = 0;
    forgetCharacter();
  }

  final void end() {
    state = ENDED;
  }

  final boolean isEnded() {
    return state == ENDED;
  }

  final boolean isOutside() {
    return state == OUTSIDE;
  }

  /// Whether the header has been read, and nothing said to forget it.
  final boolean isOpen() {
    return open;
  }

  /// Waits for a first-level element although there is no stream header.
  final void expectElement() {
    open = true;
    fresh = false;
  }

  /// Goes on from `i`, inside a piece, by at least one byte. Answers where to go on.
  final int step(byte[] bytes, int i, int end) {
    if (isInsideCharacter()) {
      return continuation(bytes, i, end);
    }
    return switch (state) {
      case LESS_THAN -> lessThan(bytes, i);
      case NAME -> name(bytes, i, end);
      case END_NAME -> endName(bytes, i, end);
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

  /// Goes on from `i`, outside of any piece. Answers where to go on.
  final int outside(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && isWhitespace(bytes[i])) {
      i++;
    }
    if (i > from) {
      fresh = false;
      if (open) {
        whitespaceFound();
      }
      return i;
    }
    if (bytes[i] != '<') {
      return violation(
          open ? StreamErrorCondition.BAD_FORMAT : StreamErrorCondition.NOT_WELL_FORMED,
          open ? "text between stanzas" : "text before the stream header");
    }
    pieceBegins(i);
    state = LESS_THAN;
    return i + 1;
  }

  private int lessThan(byte[] bytes, int i) {
    return switch (bytes[i]) {
      case '/' ->
          open
              ? endTagBegins(i)
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
    nameBegins();
    state = NAME;
    return depth++ < limits.maxDepth()
        ? i
        : violation(
            StreamErrorCondition.POLICY_VIOLATION,
            "elements nested deeper than " + limits.maxDepth());
  }

  private int endTagBegins(int i) {
    nameBegins();
    return next(END_NAME, i);
  }

  private int name(byte[] bytes, int from, int end) {
    int i = nameEnd(bytes, from, end);
    if (i < end && endsName(bytes[i])) {
      if (isNameEmpty()) {
        return misplaced();
      }
      keepName(depth);
      state = TAG;
    }
    return i;
  }

  private int endName(byte[] bytes, int from, int end) {
    int i = nameEnd(bytes, from, end);
    if (i < end && endsName(bytes[i])) {
      if (!fitsName(depth)) {
        return violation(
            StreamErrorCondition.NOT_WELL_FORMED, "an end tag that does not fit its start tag");
      }
      state = END_TAG;
    }
    return i;
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
    int i = plain(bytes, from, end, quote);
    if (i >= end || bytes[i] != quote) {
      return i < end && bytes[i] == '<' ? misplaced() : i;
    }
    return next(TAG, i);
  }

  private int text(byte[] bytes, int from, int end) {
    int i = plain(bytes, from, end, (byte) '<');
    return i < end && bytes[i] == '<' ? next(LESS_THAN, i) : i;
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
      headerEnds(bytes, end, closed);
    } else if (!closed) {
      state = TEXT;
    } else {
      levelEnds(bytes, end);
    }
    return end;
  }

  private int endTag(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && isWhitespace(bytes[i])) {
      i++;
    }
    if (i == end) {
      return end;
    }
    if (bytes[i] != '>') {
      return misplaced();
    }
    if (depth > 0) {
      levelEnds(bytes, i + 1);
    } else {
      streamEnds(bytes, i);
    }
    return i + 1;
  }

  private void levelEnds(byte[] bytes, int end) {
    depth--;
    state = depth > 0 ? TEXT : OUTSIDE;
    if (depth == 0) {
      elementEnds(bytes, end);
    }
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
    int i = plain(bytes, from, end, (byte) '>');
    if (i >= end || bytes[i] != '>') {
      return i < end && bytes[i] == '<' ? misplaced() : i;
    }
    fresh = false;
    state = OUTSIDE;
    declarationEnds(bytes, i + 1);
    return i + 1;
  }
}

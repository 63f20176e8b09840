package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A parser for what RFC 6120 §11 leaves of XML: elements, attributes, text, CDATA, the five
/// predefined entities and character references, in UTF-8. Everything else is refused, so there is
/// little to parse, and it can be done in one pass over the bytes.
final class SubsetParser implements XmlParser {

  /// Attribute values up to this length are mostly `chat`, `get`, `result`: worth keeping one of.
  private static final int SHORT_VALUE = 9;

  private final ElementAssembler assembler;
  private final SymbolCache symbols;
  private final CharacterReferences references = new CharacterReferences();

  /// Where the names of the open elements are in the bytes: from and to, in turn.
  private int[] openNames = new int[32];

  /// The value or text that was read last.
  private String read = "";

  SubsetParser(XmlLimits limits) {
    assembler = new ElementAssembler(limits);
    symbols = assembler.symbols();
  }

  @Override
  public Element parse(byte[] bytes, int offset, int length, Scope scope) {
    assembler.begin(scope);
    int end = offset + length;
    int contentStart = 0;
    int i = spaces(bytes, offset, end);
    while (true) {
      if (end - i < 2 || bytes[i] != '<') {
        throw notWellFormed("expected a complete element");
      }
      switch (bytes[i + 1]) {
        case '/' -> {
          int next = endTag(bytes, i + 2, end);
          Element root = assembler.end(bytes, contentStart, i);
          if (root != null) {
            return last(root, spaces(bytes, next, end), end);
          }
          i = next;
        }
        case '!' -> i = cdata(bytes, i, end);
        case '?' -> throw restricted("an XML declaration or processing instruction");
        default -> {
          i = startTag(bytes, i + 1, end);
          if (bytes[i - 2] == '/') {
            Element root = assembler.end();
            if (root != null) {
              return last(root, spaces(bytes, i, end), end);
            }
          } else if (assembler.depth() == 1) {
            contentStart = i;
          }
        }
      }
      i = text(bytes, i, end);
    }
  }

  private static Element last(Element root, int next, int end) {
    if (next != end) {
      throw notWellFormed("more than one element");
    }
    return root;
  }

  @Override
  public StartTag parseStartTag(byte[] bytes, int offset, int length) {
    assembler.begin(Scope.NONE);
    int end = offset + length;
    if (length < 3 || bytes[offset] != '<' || startTag(bytes, offset + 1, end) != end) {
      throw notWellFormed("expected one start tag");
    }
    Element element = assembler.end();
    if (element == null) {
      throw new IllegalStateException("more than one element is open");
    }
    return new StartTag(element, assembler.rootPrefix(), assembler.scope());
  }

  /// Reads from a name to behind the `>`. Whether there is a `/` before it, the caller looks up: a
  /// tag that ends so cannot end otherwise, as values are in quotes.
  private int startTag(byte[] bytes, int from, int end) {
    int i = name(bytes, from, end);
    int nameEnd = i;
    while (true) {
      int at = spaces(bytes, i, end);
      byte b = at < end ? bytes[at] : 0;
      if (b == '>' || (b == '/' && at + 1 < end && bytes[at + 1] == '>')) {
        open(bytes, from, nameEnd);
        return b == '>' ? at + 1 : at + 2;
      }
      if (at == i) {
        throw notWellFormed("expected a space, '>' or '/>' inside a tag");
      }
      i = attribute(bytes, at, end);
    }
  }

  private void open(byte[] bytes, int from, int to) {
    int depth = assembler.depth();
    assembler.start(symbol(bytes, from, to));
    if (2 * depth == openNames.length) {
      openNames = Arrays.copyOf(openNames, 4 * depth);
    }
    openNames[2 * depth] = from;
    openNames[2 * depth + 1] = to;
  }

  private int attribute(byte[] bytes, int from, int end) {
    int nameEnd = name(bytes, from, end);
    int i = spaces(bytes, nameEnd, end);
    if (i == end || bytes[i] != '=') {
      throw notWellFormed("an attribute without a value");
    }
    i = spaces(bytes, i + 1, end);
    if (i == end || (bytes[i] != '\'' && bytes[i] != '"')) {
      throw notWellFormed("an attribute's value must be in quotes");
    }
    // Namespaces are few and come often, and so are the values of most short attributes.
    int common = isDeclaration(bytes, from, nameEnd) ? Integer.MAX_VALUE : SHORT_VALUE;
    i = value(bytes, i + 1, end, bytes[i], common);
    assembler.attribute(symbol(bytes, from, nameEnd), read);
    return i;
  }

  private static boolean isDeclaration(byte[] bytes, int from, int to) {
    return to - from >= 5 && bytes[from] == 'x' && bytes[from + 3] == 'n' && bytes[from + 4] == 's';
  }

  private int value(byte[] bytes, int from, int end, byte quote, int common) {
    int i = from;
    boolean ascii = true;
    boolean literal = true;
    while (i < end) {
      byte b = bytes[i];
      if (XmlBytes.is(b, XmlBytes.PLAIN)) {
        i++;
      } else if (b == quote) {
        read =
            literal && i - from <= common
                ? symbols.intern(bytes, from, i)
                : string(bytes, from, i, ascii);
        if (!literal) {
          read = references.resolve(read, true);
        }
        return i + 1;
      } else if (b < 0) {
        ascii = false;
        i += XmlBytes.length(bytes, i, end);
      } else if (b == '<' || (b < ' ' && !XmlBytes.is(b, XmlBytes.SPACE))) {
        throw notWellFormed("a character that cannot stand in an attribute");
      } else {
        literal &= b > '&' || b == '"';
        i++;
      }
    }
    throw notWellFormed("an attribute without an end");
  }

  /// Reads text up to the next `<`.
  private int text(byte[] bytes, int from, int end) {
    int i = from;
    boolean ascii = true;
    boolean literal = true;
    while (i < end) {
      byte b = bytes[i];
      if (XmlBytes.is(b, XmlBytes.PLAIN)) {
        i++;
      } else if (b == '<') {
        break;
      } else if (b < 0) {
        ascii = false;
        i += XmlBytes.length(bytes, i, end);
      } else {
        requireText(bytes, i, end);
        literal &= b != '&' && b != '\r';
        i++;
      }
    }
    if (i > from) {
      String text = string(bytes, from, i, ascii);
      assembler.text(literal ? text : references.resolve(text, false));
    }
    return i;
  }

  private static void requireText(byte[] bytes, int i, int end) {
    byte b = bytes[i];
    if (b < ' ' && !XmlBytes.is(b, XmlBytes.SPACE)) {
      throw notWellFormed("a control character");
    }
    if (b == ']' && end - i > 2 && bytes[i + 1] == ']' && bytes[i + 2] == '>') {
      throw notWellFormed("']]>' in text");
    }
  }

  private int cdata(byte[] bytes, int from, int end) {
    if (end - from < 9 || !isCdata(bytes, from + 2)) {
      boolean cdata = end - from > 2 && bytes[from + 2] == '[';
      throw cdata ? notWellFormed("an incomplete section") : restricted("a comment or declaration");
    }
    if (assembler.depth() == 0) {
      throw notWellFormed("text outside of an element");
    }
    int i = from + 9;
    boolean ascii = true;
    boolean literal = true;
    while (end - i > 2) {
      byte b = bytes[i];
      if (b == ']' && bytes[i + 1] == ']' && bytes[i + 2] == '>') {
        String text = string(bytes, from + 9, i, ascii);
        assembler.text(literal ? text : text.replace("\r\n", "\n").replace('\r', '\n'));
        return i + 3;
      }
      if (b < 0) {
        ascii = false;
        i += XmlBytes.length(bytes, i, end);
      } else if (b < ' ' && !XmlBytes.is(b, XmlBytes.SPACE)) {
        throw notWellFormed("a control character");
      } else {
        literal &= b != '\r';
        i++;
      }
    }
    throw notWellFormed("a CDATA section without an end");
  }

  private static boolean isCdata(byte[] bytes, int i) {
    return bytes[i] == '['
        && bytes[i + 1] == 'C'
        && bytes[i + 2] == 'D'
        && bytes[i + 3] == 'A'
        && bytes[i + 4] == 'T'
        && bytes[i + 5] == 'A'
        && bytes[i + 6] == '[';
  }

  private int endTag(byte[] bytes, int from, int end) {
    int depth = assembler.depth();
    if (depth == 0) {
      throw notWellFormed("an end tag before any start tag");
    }
    int nameFrom = openNames[2 * depth - 2];
    int nameTo = openNames[2 * depth - 1];
    int to = from + nameTo - nameFrom;
    if (to >= end || !Arrays.equals(bytes, nameFrom, nameTo, bytes, from, to)) {
      throw notWellFormed("an end tag that does not fit its start tag");
    }
    int i = spaces(bytes, to, end);
    if (i == end || bytes[i] != '>') {
      throw notWellFormed("an end tag that does not fit its start tag");
    }
    return i + 1;
  }

  private static int name(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end) {
      byte b = bytes[i];
      if (b < 0) {
        int length = XmlBytes.length(bytes, i, end);
        if (!XmlBytes.isNameCharacter(XmlBytes.codePoint(bytes, i, length), i == from)) {
          break;
        }
        i += length;
      } else if (XmlBytes.is(b, i == from ? XmlBytes.NAME_START : XmlBytes.NAME)) {
        i++;
      } else {
        break;
      }
    }
    if (i == from) {
      throw notWellFormed("expected a name");
    }
    return i;
  }

  private static int spaces(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && XmlBytes.is(bytes[i], XmlBytes.SPACE)) {
      i++;
    }
    return i;
  }

  private String symbol(byte[] bytes, int from, int to) {
    return symbols.intern(bytes, from, to);
  }

  private static String string(byte[] bytes, int from, int to, boolean ascii) {
    return new String(bytes, from, to - from, ascii ? ISO_8859_1 : UTF_8);
  }

  static XmlException restricted(String what) {
    return new XmlException(StreamErrorCondition.RESTRICTED_XML, what + " is not allowed");
  }

  static XmlException notWellFormed(String message) {
    return new XmlException(StreamErrorCondition.NOT_WELL_FORMED, message);
  }
}

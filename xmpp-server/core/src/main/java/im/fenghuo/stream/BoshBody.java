package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The wrapper of one BOSH request (XEP-0124 §6).
///
/// @param element the wrapper with its payloads
/// @param rid the request's number
/// @param size how many bytes it took
public record BoshBody(Element element, long rid, int size) {

  static final String NAMESPACE = "http://jabber.org/protocol/httpbind";
  static final String XBOSH = "urn:xmpp:xbosh";

  /// XEP-0124 §13: so that a double can hold it.
  static final long MAX_RID = (1L << 53) - 1;

  private static final int WRAPPER = 4096;

  /// How many bytes a request may have, whoever sends it.
  public static int maxBytes(StreamContext context) {
    return context.services().settings().afterAuthentication().maxBytes() + WRAPPER;
  }

  /// Reads what was posted. On the context's loop.
  ///
  /// @throws XmlException when it is no wrapper
  public static BoshBody parse(StreamContext context, byte[] bytes) {
    FramerLimits limits = context.services().settings().afterAuthentication();
    int from = begin(bytes);
    SingleElement.require(
        bytes,
        from,
        bytes.length - from,
        new FramerLimits(maxBytes(context), limits.maxDepth() + 1, limits.maxAttributes()));
    Element element = context.parser().parse(bytes, from, bytes.length - from, Scope.NONE);
    if (!element.is(NAMESPACE, "body")) {
      throw bad("expected <body/> in " + NAMESPACE);
    }
    if (!element.text().isBlank()) {
      throw bad("text stands directly in <body/>");
    }
    BoshBody body = new BoshBody(element, number(element, "rid", -1), bytes.length);
    if (body.rid < 1 || body.rid > MAX_RID) {
      throw bad("'rid' must be a number from 1 to " + MAX_RID);
    }
    return body;
  }

  /// Where the element begins: an XML declaration may stand before it, since a request is a whole
  /// document.
  private static int begin(byte[] bytes) {
    int i = 0;
    if (bytes.length > 5 && bytes[0] == '<' && bytes[1] == '?') {
      while (i < bytes.length && bytes[i] != '>') {
        i++;
      }
      i = Math.min(i + 1, bytes.length);
      StreamErrorCondition wrong = XmlDeclaration.check(bytes, i);
      if (wrong != null) {
        throw new XmlException(wrong, "no such XML declaration");
      }
    }
    while (i < bytes.length && bytes[i] <= ' ' && bytes[i] > 0) {
      i++;
    }
    return i;
  }

  /// The stanzas and other elements inside. Old clients leave out the namespace of stanzas
  /// (XEP-0206 §2).
  List<Element> payloads() {
    return element.children().stream()
        .map(child -> child.namespace().equals(NAMESPACE) ? adopted(child) : child)
        .toList();
  }

  private static Element adopted(Element element) {
    Element.Builder copy = Element.of(Namespaces.CLIENT, element.name());
    element.attributes().forEach(a -> copy.attribute(a.namespace(), a.name(), a.value()));
    for (Element child : element.children()) {
      copy.child(child.namespace().equals(NAMESPACE) ? adopted(child) : child);
    }
    return copy.text(element.text()).build();
  }

  /// The session, or null in the request that begins one.
  @Nullable String sid() {
    return element.attribute("sid");
  }

  /// Whether the client knows binding conditions, not only the codes of HTTP (XEP-0124 §17).
  boolean isLegacy() {
    return element.attribute("ver") == null;
  }

  boolean terminates() {
    return "terminate".equals(element.attribute("type"));
  }

  boolean pauses() {
    return element.attribute("pause") != null;
  }

  boolean restarts() {
    String restart = element.attribute(XBOSH, "restart");
    return "true".equals(restart) || "1".equals(restart);
  }

  /// The stream header that this stands for.
  StreamHeader header(@Nullable String domain) {
    String version = element.attribute(XBOSH, "version");
    String to = element.attribute("to");
    return new StreamHeader(
        to == null ? domain : to,
        element.attribute("from"),
        null,
        version == null ? "1.0" : version,
        element.lang(),
        Scope.CLIENT);
  }

  /// The number in an attribute.
  ///
  /// @throws XmlException when it is none
  static long number(Element element, String attribute, long fallback) {
    String text = element.attribute(attribute);
    if (text == null) {
      return fallback;
    }
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw bad("'" + attribute + "' must be a number");
    }
    return Long.parseLong(text);
  }

  private static XmlException bad(String text) {
    return new XmlException(StreamErrorCondition.BAD_FORMAT, text);
  }
}

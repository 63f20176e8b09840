package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlParser;
import org.jspecify.annotations.Nullable;

/// A stream header (RFC 6120 §4.7): what it says, addresses not yet read as JIDs.
///
/// @param lang the stream's `xml:lang`, the default of what comes inside
/// @param scope the namespaces in which the stanzas of the stream are to be parsed
public record StreamHeader(
    @Nullable String to,
    @Nullable String from,
    @Nullable String id,
    @Nullable String version,
    @Nullable String lang,
    Scope scope) {

  /// Reads a header as [Framer.Handler#header] gives it.
  ///
  /// @throws XmlException with the stream error that it calls for: `bad-format` for another
  ///   element, `invalid-namespace`, `bad-namespace-prefix`, or what the parser finds
  public static StreamHeader parse(XmlParser parser, byte[] bytes, int offset, int length) {
    XmlParser.StartTag tag = parser.parseStartTag(bytes, offset, length);
    Element element = tag.element();
    if (!element.namespace().equals(Namespaces.STREAM)) {
      throw new XmlException(
          StreamErrorCondition.INVALID_NAMESPACE,
          "expected a stream in " + Namespaces.STREAM + ", not in '" + element.namespace() + "'");
    }
    if (!element.name().equals("stream")) {
      throw new XmlException(
          StreamErrorCondition.BAD_FORMAT, "expected a stream header, not " + element.name());
    }
    if (!tag.prefix().equals("stream")) {
      throw new XmlException(
          StreamErrorCondition.BAD_NAMESPACE_PREFIX, "the stream's prefix must be 'stream'");
    }
    return new StreamHeader(
        element.attribute("to"),
        element.attribute("from"),
        element.attribute("id"),
        element.attribute("version"),
        element.lang(),
        tag.scope());
  }

  /// Checks what is needed to go on: stanzas in a namespace that is served here, and a version that
  /// can be spoken (§4.7.5: one that is absent is 0.9, a higher one is answered with ours).
  ///
  /// @throws XmlException `invalid-namespace` or `unsupported-version`
  public void require(String contentNamespace) {
    if (!scope.defaultNamespace().equals(contentNamespace)) {
      throw new XmlException(
          StreamErrorCondition.INVALID_NAMESPACE,
          "expected stanzas in " + contentNamespace + ", not '" + scope.defaultNamespace() + "'");
    }
    if (major() < 1) {
      throw new XmlException(
          StreamErrorCondition.UNSUPPORTED_VERSION,
          version == null ? "a stream must say version='1.0'" : "no such version: " + version);
    }
  }

  /// The number before the dot, 0 where there is no version.
  private int major() {
    String text = version;
    if (text == null || !text.matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
      return 0;
    }
    return Integer.parseInt(text.substring(0, text.indexOf('.')));
  }
}

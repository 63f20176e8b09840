package im.fenghuo.api.xml;

import java.nio.charset.StandardCharsets;

/// Makes elements out of bytes, by the rules of RFC 6120 §11: no comment, processing instruction,
/// XML declaration, document type or entity of one's own; UTF-8; every prefix declared.
///
/// A parser keeps buffers and a bounded table of names between calls, so it belongs to one thread
/// at a time: make one for each event loop, and another wherever else one is needed. It never
/// blocks and keeps nothing of the bytes given.
public interface XmlParser {

  /// A parser with the default limits.
  static XmlParser create() {
    return create(XmlLimits.DEFAULT);
  }

  /// A parser of the kind that serves streams.
  static XmlParser create(XmlLimits limits) {
    return woodstox(limits);
  }

  /// Woodstox, hardened: knows all of XML and refuses what streams may not carry.
  static XmlParser woodstox(XmlLimits limits) {
    return new WoodstoxParser(limits);
  }

  /// A parser of our own for the part of XML that streams may carry, with the same results.
  static XmlParser subset(XmlLimits limits) {
    return new SubsetParser(limits);
  }

  /// Parses exactly one element, with nothing but white space around it in the range. Its content
  /// is kept as bytes, too.
  ///
  /// @throws XmlException for whatever else is there, with the stream error that it calls for
  Element parse(byte[] bytes, int offset, int length, Scope scope);

  /// The same where only a default namespace, and the prefix `stream`, are declared.
  default Element parse(byte[] bytes, int offset, int length, String defaultNamespace) {
    return parse(bytes, offset, length, Scope.of(defaultNamespace));
  }

  /// The same for text that stands for itself; for tests, configuration and resources.
  default Element parse(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length, Scope.NONE);
  }

  /// Parses a start tag alone, such as a stream header: the element has attributes and no content.
  ///
  /// @throws XmlException as [#parse(byte[], int, int, Scope)]
  StartTag parseStartTag(byte[] bytes, int offset, int length);

  /// A start tag and what it declares.
  ///
  /// @param prefix the prefix of its name, or ""
  /// @param scope the namespaces in force inside
  record StartTag(Element element, String prefix, Scope scope) {}
}

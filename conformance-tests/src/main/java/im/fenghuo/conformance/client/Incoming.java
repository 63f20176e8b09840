package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlElement;

/// What a stream can bring.
public sealed interface Incoming {

  /// The server's stream header.
  record Header(XmlElement header) implements Incoming {}

  /// A stanza, or another child of the stream.
  record Child(XmlElement element) implements Incoming {}

  /// The end: with the closing tag (`orderly`), or the connection was gone without it.
  record End(boolean orderly) implements Incoming {}
}

package im.fenghuo.conformance.xml;

/// What an element contains: elements and text.
public sealed interface XmlNode permits XmlElement, XmlText {}

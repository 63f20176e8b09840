package im.fenghuo.conformance.xml;

/// Character data, with references already replaced.
public record XmlText(String value) implements XmlNode {}

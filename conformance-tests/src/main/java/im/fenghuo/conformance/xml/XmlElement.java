package im.fenghuo.conformance.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;

/// An element as it came: its name, its attributes (without namespace declarations) and everything
/// in it, in order.
public record XmlElement(QName name, Map<QName, String> attributes, List<XmlNode> content)
    implements XmlNode {

  public XmlElement {
    attributes = Map.copyOf(attributes);
    content = List.copyOf(content);
  }

  /// The name without its namespace.
  public String localName() {
    return name.getLocalPart();
  }

  /// The namespace, empty if it has none.
  public String namespace() {
    return name.getNamespaceURI();
  }

  /// The value of an attribute that is in no namespace.
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(new QName(attribute)));
  }

  /// True for an element of this local name, in whatever namespace.
  public boolean isNamed(String localName) {
    return localName().equals(localName);
  }

  /// The child elements, in order.
  public List<XmlElement> children() {
    return content.stream()
        .filter(XmlElement.class::isInstance)
        .map(XmlElement.class::cast)
        .toList();
  }

  /// The first child of this namespace and name.
  public Optional<XmlElement> child(String namespace, String localName) {
    QName wanted = new QName(namespace, localName);
    return children().stream().filter(child -> child.name().equals(wanted)).findFirst();
  }

  /// All the text that is directly in this element, without white space around it.
  public String text() {
    return content.stream()
        .filter(XmlText.class::isInstance)
        .map(node -> ((XmlText) node).value())
        .collect(Collectors.joining())
        .strip();
  }

  @Override
  public String toString() {
    return XmlPrinter.print(this);
  }
}

package im.fenghuo.api.xml;

import org.jspecify.annotations.Nullable;

/// A child as bytes, complete with its namespaces; read when somebody first looks at it.
final class SerializedElement {

  private final byte[] xml;
  private @Nullable Element element; // a race only reads it twice

  SerializedElement(byte[] xml) {
    this.xml = xml;
  }

  byte[] xml() {
    return xml;
  }

  Element element() {
    Element read = element;
    if (read == null) {
      read = XmlParser.create().parse(xml, 0, xml.length, Scope.NONE);
      element = read;
    }
    return read;
  }
}

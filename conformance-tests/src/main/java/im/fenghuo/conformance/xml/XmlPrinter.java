package im.fenghuo.conformance.xml;

import java.util.Comparator;
import java.util.Map;
import javax.xml.namespace.QName;

/// Writes an element on one line, with `jabber:client` as the namespace that goes without saying.
final class XmlPrinter {

  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  private XmlPrinter() {}

  static String print(XmlElement element) {
    StringBuilder out = new StringBuilder();
    write(out, element, "jabber:client");
    return out.toString();
  }

  private static void write(StringBuilder out, XmlElement element, String outer) {
    out.append('<').append(element.localName());
    if (!element.namespace().equals(outer)) {
      attribute(out, "xmlns", element.namespace());
    }
    element.attributes().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getLocalPart()))
        .forEach(entry -> attribute(out, entry));
    if (element.content().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (XmlNode node : element.content()) {
      switch (node) {
        case XmlElement child -> write(out, child, element.namespace());
        case XmlText text -> out.append(escape(text.value()));
      }
    }
    out.append("</").append(element.localName()).append('>');
  }

  private static void attribute(StringBuilder out, Map.Entry<QName, String> entry) {
    QName name = entry.getKey();
    String prefix =
        switch (name.getNamespaceURI()) {
          case "" -> "";
          case XML -> "xml:";
          default -> "{" + name.getNamespaceURI() + "}";
        };
    attribute(out, prefix + name.getLocalPart(), entry.getValue());
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("='").append(escape(value)).append('\'');
  }

  private static String escape(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;");
  }
}

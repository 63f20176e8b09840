package im.fenghuo.conformance.xml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Turns text into elements, in the namespaces of a client's stream.
public final class XmlReader {

  /// The stream namespace (RFC 6120 §4.8.1).
  public static final String STREAMS = "http://etherx.jabber.org/streams";

  private static final String OPEN =
      "<stream:stream xmlns='jabber:client' xmlns:stream='" + STREAMS + "'>";
  private static final String CLOSE = "</stream:stream>";

  private XmlReader() {}

  /// The elements written in `text`, which would be children of a client's stream.
  ///
  /// @throws IllegalArgumentException if it is not well-formed XML with namespaces
  public static List<XmlElement> readAll(String text) {
    return parse(OPEN + text + CLOSE).children();
  }

  /// The one element written in `text`.
  ///
  /// @throws IllegalArgumentException if it is not well-formed, or not one element
  public static XmlElement readOne(String text) {
    List<XmlElement> elements = readAll(text);
    if (elements.size() != 1) {
      throw new IllegalArgumentException("not one element: " + text);
    }
    return elements.getFirst();
  }

  /// The element whose start tag this is: a stream header has no end yet.
  ///
  /// @throws IllegalArgumentException if it is not a well-formed start tag
  public static XmlElement readStartTag(String tag) {
    String name = tag.substring(1).split("[\\s>/]", 2)[0];
    return parse(tag + "</" + name + ">");
  }

  private static XmlElement parse(String document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return build(factory.createXMLStreamReader(new StringReader(document)));
    } catch (XMLStreamException malformed) {
      throw new IllegalArgumentException(malformed.getMessage() + " in " + document, malformed);
    }
  }

  private static XmlElement build(XMLStreamReader in) throws XMLStreamException {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(new QName(""), Map.of(), new ArrayList<>()));
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT ->
            open.push(new Open(in.getName(), attributes(in), new ArrayList<>()));
        case XMLStreamConstants.END_ELEMENT -> {
          Open done = open.pop();
          content(open).add(new XmlElement(done.name, done.attributes, done.content));
        }
        case XMLStreamConstants.CHARACTERS -> content(open).add(new XmlText(in.getText()));
        default -> {
          // The document's own start and end carry nothing.
        }
      }
    }
    return (XmlElement) content(open).getFirst();
  }

  private static List<XmlNode> content(Deque<Open> open) {
    return open.element().content;
  }

  private static Map<QName, String> attributes(XMLStreamReader in) {
    Map<QName, String> attributes = new HashMap<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      attributes.put(in.getAttributeName(i), in.getAttributeValue(i));
    }
    return attributes;
  }

  private record Open(QName name, Map<QName, String> attributes, List<XmlNode> content) {}
}

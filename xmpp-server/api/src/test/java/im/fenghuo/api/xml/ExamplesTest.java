package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;

/// Stanzas like those of the specifications are read as the JDK's own parser reads them, and come
/// out of every way of writing as they went in.
class ExamplesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "archived.xml",
        "carbon.xml",
        "form.xml",
        "prefixes.xml",
        "rich-text.xml",
        "stream-error.xml",
      })
  void an_example_keeps_its_meaning(String file) throws Exception {
    byte[] xml = bytes(file);
    Element expected = byJdk(xml);

    for (XmlParser parser :
        new XmlParser[] {
          XmlParser.woodstox(XmlLimits.DEFAULT), XmlParser.subset(XmlLimits.DEFAULT)
        }) {
      Element element = parser.parse(xml, 0, xml.length, Scope.NONE);
      assertThat(element).isEqualTo(expected).hasSameHashCodeAs(expected);
      for (String context : new String[] {"", Namespaces.CLIENT, "urn:b"}) {
        for (Element same : new Element[] {element, expected, expected.serialized()}) {
          byte[] written = same.toBytes(context);
          assertThat(parser.parse(written, 0, written.length, context)).isEqualTo(expected);
        }
      }
      Element longer = Element.of("urn:parent", "p").child(element).build();
      assertThat(parser.parse(longer.toString())).isEqualTo(longer);
      assertThat(byJdk(longer.toBytes(""))).isEqualTo(longer);
    }
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream in = ExamplesTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8)
          .strip()
          .getBytes(UTF_8);
    }
  }

  private static Element byJdk(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setCoalescing(true);
    return element(
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement());
  }

  private static Element element(org.w3c.dom.Element source) {
    Element.Builder result = Element.of(namespace(source), source.getLocalName());
    for (int i = 0; i < source.getAttributes().getLength(); i++) {
      Attr attribute = (Attr) source.getAttributes().item(i);
      if (!namespace(attribute).equals(Namespaces.XMLNS)) {
        result.attribute(namespace(attribute), attribute.getLocalName(), attribute.getValue());
      }
    }
    for (Node child = source.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof org.w3c.dom.Element element) {
        result.child(element(element));
      } else {
        result.text(child.getNodeValue());
      }
    }
    return result.build();
  }

  private static String namespace(Node node) {
    return node.getNamespaceURI() == null ? "" : node.getNamespaceURI();
  }
}

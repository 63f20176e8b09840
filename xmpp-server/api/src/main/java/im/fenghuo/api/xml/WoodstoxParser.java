package im.fenghuo.api.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/// Woodstox finds the tokens; namespaces are resolved by [ElementAssembler], because a stanza's
/// prefixes may be declared outside of its bytes, in the stream header.
final class WoodstoxParser implements XmlParser {

  /// Thread-safe once configured, and it shares its table of names between readers.
  private static final WstxInputFactory FACTORY = factory();

  private final ElementAssembler assembler;

  WoodstoxParser(XmlLimits limits) {
    assembler = new ElementAssembler(limits);
  }

  private static WstxInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory2.P_PRESERVE_LOCATION, false);
    factory.setProperty(XMLInputFactory2.P_AUTO_CLOSE_INPUT, false);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 1_000);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 10_000);
    factory.setProperty(
        WstxInputProperties.P_UNDECLARED_ENTITY_RESOLVER, (XMLResolver) WoodstoxParser::refuse);
    return factory;
  }

  private static Object refuse(
      @Nullable String publicId,
      @Nullable String systemId,
      @Nullable String baseUri,
      @Nullable String entity) {
    throw restricted("a reference to the entity " + entity);
  }

  @Override
  public Element parse(byte[] bytes, int offset, int length, Scope scope) {
    assembler.begin(scope);
    if (length > 1 && bytes[offset] == '<' && (bytes[offset + 1] == '?')) {
      throw restricted("an XML declaration or processing instruction");
    }
    Element element = read(bytes, offset, length);
    if (element == null) {
      throw notWellFormed("no complete element");
    }
    return element;
  }

  @Override
  public StartTag parseStartTag(byte[] bytes, int offset, int length) {
    byte[] closed = Arrays.copyOfRange(bytes, offset, offset + length + 1);
    if (length < 3 || closed[length - 1] != '>') {
      throw notWellFormed("no start tag");
    }
    int end = closed[length - 2] == '/' ? length : length + 1;
    closed[end - 2] = '/';
    closed[end - 1] = '>';
    Element element = parse(closed, 0, end, Scope.NONE);
    return new StartTag(element, assembler.rootPrefix(), assembler.scope());
  }

  private @Nullable Element read(byte[] bytes, int offset, int length) {
    try {
      XMLStreamReader reader =
          FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes, offset, length), "UTF-8");
      try {
        return read(reader, bytes, offset, length);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw refused(e, bytes, offset, length);
    }
  }

  private @Nullable Element read(XMLStreamReader reader, byte[] bytes, int offset, int length)
      throws XMLStreamException {
    Element root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            assembler.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          assembler.start(reader.getLocalName());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (assembler.depth() == 1) {
            int from = contentStart(bytes, offset, offset + length);
            root = assembler.end(bytes, from, contentEnd(bytes, from, offset + length));
          } else {
            assembler.end();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            assembler.text(reader.getText());
        case XMLStreamConstants.SPACE, XMLStreamConstants.END_DOCUMENT -> {
          // Around the element; says nothing.
        }
        case XMLStreamConstants.COMMENT -> throw restricted("a comment");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw restricted("a processing instruction");
        case XMLStreamConstants.DTD -> throw restricted("a document type declaration");
        default -> throw restricted("an entity reference");
      }
    }
    return root;
  }

  /// Where the start tag of a well-formed element ends.
  private static int contentStart(byte[] bytes, int from, int end) {
    byte quote = 0;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (quote != 0) {
        quote = b == quote ? 0 : quote;
      } else if (b == '\'' || b == '"') {
        quote = b;
      } else if (b == '>') {
        return i + 1;
      }
    }
    return end;
  }

  /// Where the end tag of a well-formed element begins.
  private static int contentEnd(byte[] bytes, int from, int end) {
    for (int i = end - 2; i >= from; i--) {
      if (bytes[i] == '<' && bytes[i + 1] == '/') {
        return i;
      }
    }
    return from;
  }

  private static XmlException refused(XMLStreamException e, byte[] bytes, int offset, int length) {
    String message = firstLine(String.valueOf(e.getMessage()));
    if (e.getCause() instanceof IOException) {
      return encodingError(bytes, offset, offset + length, message);
    }
    return message.contains("imit (")
        ? new XmlException(StreamErrorCondition.POLICY_VIOLATION, message)
        : notWellFormed(message);
  }

  /// Woodstox says the same of bytes that are no character and of characters that are not for XML.
  private static XmlException encodingError(byte[] bytes, int from, int end, String message) {
    try {
      int i = from;
      while (i < end) {
        i += bytes[i] < 0 ? XmlBytes.length(bytes, i, end) : 1;
      }
    } catch (XmlException e) {
      return e;
    }
    return notWellFormed(message);
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static XmlException restricted(String what) {
    return new XmlException(StreamErrorCondition.RESTRICTED_XML, what + " is not allowed");
  }

  private static XmlException notWellFormed(String message) {
    return new XmlException(StreamErrorCondition.NOT_WELL_FORMED, message);
  }
}

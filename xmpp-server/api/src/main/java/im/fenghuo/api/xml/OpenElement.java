package im.fenghuo.api.xml;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/// An element of a document that is too large for memory, as it is being read: its start tag is
/// known, its children come one by one. Everything blocks as the stream does that it comes from,
/// and throws an `IOException` for what is no XML.
///
/// Documents may have comments and processing instructions, which say nothing here. Nothing outside
/// of them is ever read, and no entity is known but those of XML itself.
public final class OpenElement {

  /// So many characters fit into an element that is read as a whole; more is no data of an account.
  private static final long MAX_CHARACTERS = 32L * 1024 * 1024;

  private static final int MAX_DEPTH = 1000;

  /// Thread-safe once configured.
  private static final WstxInputFactory FACTORY = factory();

  private final Position position;
  private final int depth;
  private final Element tag;

  private OpenElement(Position position) {
    this.position = position;
    this.depth = position.depth;
    this.tag = startTag(position.reader).build();
  }

  private static WstxInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory2.P_AUTO_CLOSE_INPUT, false);
    return factory;
  }

  /// Where the reader of a document is.
  private static final class Position {
    private final XMLStreamReader reader;
    private int depth;

    private Position(XMLStreamReader reader) {
      this.reader = reader;
    }

    private int next() throws IOException {
      try {
        if (!reader.hasNext()) {
          return XMLStreamConstants.END_DOCUMENT;
        }
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new IOException("the document refers to the entity " + reader.getLocalName());
        }
        return event;
      } catch (XMLStreamException e) {
        if (e.getNestedException() instanceof IOException cause) {
          throw cause;
        }
        throw new IOException("the document cannot be read: " + e.getMessage(), e);
      }
    }
  }

  /// Reads up to the root of a document. Blocks.
  public static OpenElement root(InputStream in) throws IOException {
    try {
      Position position = new Position(FACTORY.createXMLStreamReader(in));
      int event = XMLStreamConstants.START_DOCUMENT;
      while (event != XMLStreamConstants.START_ELEMENT) {
        if (event == XMLStreamConstants.END_DOCUMENT) {
          throw new IOException("the document is empty");
        }
        event = position.next();
      }
      return new OpenElement(position);
    } catch (XMLStreamException e) {
      throw new IOException("the document cannot be read: " + e.getMessage(), e);
    }
  }

  /// Its name and attributes, without content.
  public Element tag() {
    return tag;
  }

  /// The next child element, null when there is none any more. What was not read of the one before
  /// is skipped. Blocks.
  public @Nullable OpenElement next() throws IOException {
    while (position.depth >= depth) {
      int event = position.next();
      if (event == XMLStreamConstants.START_ELEMENT && position.depth == depth + 1) {
        return new OpenElement(position);
      }
      if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new IOException("the document ends too early");
      }
    }
    return null;
  }

  /// All of it, if nothing was read of it yet. Blocks.
  public Element whole() throws IOException {
    Deque<Element.Builder> builders = new ArrayDeque<>();
    builders.push(startTag(position.reader));
    long characters = 0;
    while (true) {
      switch (position.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (position.depth - depth > MAX_DEPTH) {
            throw new IOException("<" + tag.name() + "/> is nested too deeply");
          }
          builders.push(startTag(position.reader));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Element done = builders.pop().build();
          Element.Builder parent = builders.peek();
          if (parent == null) {
            return done;
          }
          parent.child(done);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          String text = position.reader.getText();
          characters += text.length();
          if (characters > MAX_CHARACTERS) {
            throw new IOException("<" + tag.name() + "/> is too large");
          }
          builders.element().text(text);
        }
        case XMLStreamConstants.END_DOCUMENT ->
            throw new IOException("the document ends too early");
        default -> {
          // A comment or a processing instruction.
        }
      }
    }
  }

  private static Element.Builder startTag(XMLStreamReader reader) {
    Element.Builder builder =
        Element.of(namespace(reader.getNamespaceURI()), reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      builder.attribute(
          namespace(reader.getAttributeNamespace(i)),
          reader.getAttributeLocalName(i),
          reader.getAttributeValue(i));
    }
    return builder;
  }

  private static String namespace(@Nullable String uri) {
    return uri == null ? "" : uri;
  }
}

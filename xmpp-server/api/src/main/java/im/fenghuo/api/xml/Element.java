package im.fenghuo.api.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An XML element, immutable and small: one array of attributes, one array of content.
///
/// An element that was parsed also keeps the bytes between its start tag and its end tag, unless
/// they use a prefix that was declared outside of them. [#write] then copies these bytes, so a
/// stanza that only gets another `from`, or one more child, is not serialised again.
///
/// Equality is by meaning: namespace, name, attributes in any order, content in order.
public final class Element {

  private static final String STREAM_PREFIX = "stream:";

  private final String namespace;
  private final String name;

  /// As [Attributes] has them.
  private final String[] attributes;

  /// As [Content] has it.
  private final Object[] content;

  /// The first `rawCount` items of the content, as bytes, where the default namespace is ours.
  private final byte @Nullable [] raw;

  private final int rawCount;

  Element(
      String namespace,
      String name,
      String[] attributes,
      Object[] content,
      byte @Nullable [] raw,
      int rawCount) {
    this.namespace = namespace;
    this.name = name;
    this.attributes = attributes;
    this.content = content;
    this.raw = raw;
    this.rawCount = rawCount;
  }

  /// Starts an element. Attributes, text and children follow in the order in which they are given.
  public static Builder of(String namespace, String name) {
    return new Builder(namespace, name);
  }

  public String namespace() {
    return namespace;
  }

  public String name() {
    return name;
  }

  public boolean is(String namespace, String name) {
    return this.name.equals(name) && this.namespace.equals(namespace);
  }

  /// The value of the attribute without a prefix, or null.
  public @Nullable String attribute(String name) {
    return Attributes.value(attributes, name);
  }

  /// The value of the attribute in `namespace` ("" = without a prefix), or null.
  public @Nullable String attribute(String namespace, String name) {
    return Attributes.value(attributes, namespace, name);
  }

  /// `xml:lang` of this element itself, or null.
  public @Nullable String lang() {
    return attribute(Namespaces.XML, "lang");
  }

  /// All attributes, without namespace declarations.
  public List<Attribute> attributes() {
    return new Attributes(attributes);
  }

  /// The child elements in order, without the text between them.
  public List<Element> children() {
    return Content.elements(content);
  }

  /// The first child with this name, or null.
  public @Nullable Element child(String namespace, String name) {
    for (Object item : content) {
      Element element = Content.element(item);
      if (element != null && element.is(namespace, name)) {
        return element;
      }
    }
    return null;
  }

  public @Nullable Element firstChild() {
    for (Object item : content) {
      Element element = Content.element(item);
      if (element != null) {
        return element;
      }
    }
    return null;
  }

  public boolean has(String namespace, String name) {
    return child(namespace, name) != null;
  }

  /// The text directly inside this element; "" when there is none.
  public String text() {
    return Content.text(content);
  }

  /// This element with one more child at its end. Keeps the bytes of the content.
  public Element with(Element child) {
    return with((Object) child);
  }

  /// This element with one more child at its end, which was serialised before: its bytes are
  /// written as they are, and parsed only if somebody looks inside.
  ///
  /// @param child one whole element that declares every namespace it uses; not to be changed
  public Element withSerialized(byte[] child) {
    return with(new SerializedElement(child));
  }

  private Element with(Object item) {
    return new Element(namespace, name, attributes, Content.with(content, item), raw, rawCount);
  }

  /// This element with the attribute set, or removed where `value` is null. Keeps the bytes of the
  /// content.
  @SuppressWarnings("ReferenceEquality") // the same array says that nothing has changed
  public Element withAttribute(String name, @Nullable String value) {
    String[] changed = Attributes.with(attributes, name, value);
    return changed == attributes
        ? this
        : new Element(namespace, this.name, changed, content, raw, rawCount);
  }

  /// This element without the children for which `unwanted` holds; itself when there are none.
  public Element without(Predicate<Element> unwanted) {
    Object[] kept = Content.without(content, unwanted);
    return kept.length == content.length
        ? this
        : new Element(namespace, name, attributes, kept, null, 0);
  }

  /// This element with the bytes of its whole content, made now if need be: what is to be sent to
  /// many recipients is serialised once, and each copy costs its own start tag.
  public Element serialized() {
    if (content.length == 0 || (raw != null && rawCount == content.length)) {
      return this;
    }
    XmlOutput out = new XmlOutput(256);
    writeContent(out, namespace);
    return new Element(namespace, name, attributes, content, out.toByteArray(), content.length);
  }

  /// The bytes of the content if they are at hand, for tests and measurements.
  byte @Nullable [] raw() {
    return raw;
  }

  /// This element as UTF-8, to stand where `contextNamespace` is the default namespace ("" = none).
  public byte[] toBytes(String contextNamespace) {
    XmlOutput out = new XmlOutput(raw == null ? 256 : raw.length + 256);
    write(out, contextNamespace);
    return out.toByteArray();
  }

  /// Writes this element where `contextNamespace` is the default namespace ("" = none). Elements of
  /// the streams namespace get the prefix `stream` with its declaration, as RFC 6120 §4.8.5 and RFC
  /// 7395 §3.3.2 want it; all others get a default namespace where it changes.
  public void write(XmlOutput out, String contextNamespace) {
    String prefix = fixedPrefix();
    out.append('<').ascii(prefix).name(name);
    if (prefix.isEmpty()) {
      if (!namespace.equals(contextNamespace)) {
        out.attribute("xmlns", namespace);
      }
    } else if (prefix.equals(STREAM_PREFIX)) {
      out.ascii(" xmlns:stream='" + Namespaces.STREAM + "'");
    }
    Attributes.write(attributes, out);
    if (content.length == 0) {
      out.ascii("/>");
      return;
    }
    out.append('>');
    writeContent(out, prefix.isEmpty() ? namespace : contextNamespace);
    out.ascii("</").ascii(prefix).name(name).append('>');
  }

  /// Elements cannot have the namespace of `xml:` by default (Namespaces in XML §3).
  private String fixedPrefix() {
    if (namespace.equals(Namespaces.STREAM)) {
      return STREAM_PREFIX;
    }
    return namespace.equals(Namespaces.XML) ? "xml:" : "";
  }

  private void writeContent(XmlOutput out, String contextNamespace) {
    int from = 0;
    if (raw != null && contextNamespace.equals(namespace)) {
      out.append(raw);
      from = rawCount;
    }
    Content.write(content, from, out, contextNamespace);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Element element
            && name.equals(element.name)
            && namespace.equals(element.namespace)
            && Attributes.areSame(attributes, element.attributes)
            && Content.areEqual(content, element.content));
  }

  @Override
  public int hashCode() {
    return Objects.hash(namespace, name) * 31 + Content.hash(content) + Attributes.hash(attributes);
  }

  /// The XML, complete with its namespace.
  @Override
  public String toString() {
    return new String(toBytes(""), StandardCharsets.UTF_8);
  }

  /// Puts an element together. Not for sharing between threads, and for one [#build] only.
  public static final class Builder {
    private final String namespace;
    private final String name;
    private String[] attributes = Attributes.NONE;
    private Object[] content = Content.NONE;
    private int contentSize;

    private Builder(String namespace, String name) {
      this.namespace = namespace;
      this.name = name;
    }

    /// Sets the attribute; null removes it.
    public Builder attribute(String name, @Nullable String value) {
      return attribute("", name, value);
    }

    /// Sets the attribute in `namespace`; null removes it.
    public Builder attribute(String namespace, String name, @Nullable String value) {
      attributes = Attributes.with(attributes, Attribute.key(namespace, name), value);
      return this;
    }

    /// Sets `xml:lang`; null removes it.
    public Builder lang(@Nullable String language) {
      return attribute(Namespaces.XML, "lang", language);
    }

    /// Adds text. Characters that XML cannot carry are written as U+FFFD.
    public Builder text(String text) {
      if (!text.isEmpty()) {
        if (contentSize > 0 && content[contentSize - 1] instanceof String before) {
          content[contentSize - 1] = before + text;
        } else {
          add(text);
        }
      }
      return this;
    }

    public Builder child(Element child) {
      add(child);
      return this;
    }

    /// Adds a child that has a name and, where `text` is not empty, text, in our own namespace.
    public Builder child(String name, String text) {
      return child(of(namespace, name).text(text).build());
    }

    public Builder children(Iterable<Element> children) {
      children.forEach(this::add);
      return this;
    }

    private void add(Object item) {
      if (contentSize == content.length) {
        content = Arrays.copyOf(content, Math.max(2, 2 * contentSize));
      }
      content[contentSize++] = item;
    }

    public Element build() {
      Object[] exact =
          contentSize == content.length ? content : Arrays.copyOf(content, contentSize);
      return new Element(namespace, name, attributes, exact, null, 0);
    }
  }
}

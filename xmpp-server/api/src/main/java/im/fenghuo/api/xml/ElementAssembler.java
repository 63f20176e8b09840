package im.fenghuo.api.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts elements together out of what a tokenizer finds, resolving namespaces on the way
/// (Namespaces in XML 1.0). Also finds out whether the content can stand without its surroundings.
final class ElementAssembler {

  private static final String XMLNS = "xmlns";
  private static final String XML_LANG = Attribute.key(Namespaces.XML, "lang");

  /// How many declarations may be in force: each prefix is looked for among all of them.
  private static final int MAX_BINDINGS = 256;

  private final XmlLimits limits;
  private final SymbolCache symbols = new SymbolCache();

  /// The open elements.
  private String[] namespaces = new String[16];

  private String[] names = new String[16];
  private String[][] attributes = new String[16][];
  private int[] contentStarts = new int[16];
  private int[] bindingCounts = new int[16];
  private int depth;

  /// Finished content of the open elements.
  private @Nullable Object[] content = new Object[64];

  private int contentSize;

  /// The text that takes the place of the last piece of content, while there may be more of it.
  private @Nullable StringBuilder joined;

  /// Prefix and namespace in turn; "" is the default namespace's prefix.
  private String[] bindings = new String[32];

  private int bindingCount;

  /// How many bindings there were before the start tag that is being read.
  private int bindingMark;

  private int outerBindings;
  private String rootPrefix = "";
  private boolean dependsOnOutside;

  /// Attributes of the start tag that is being read: qualified name and value in turn.
  private @Nullable String[] pending = new String[32];

  private int pendingSize;

  ElementAssembler(XmlLimits limits) {
    this.limits = limits;
  }

  void begin(Scope scope) {
    Arrays.fill(content, 0, contentSize, null);
    Arrays.fill(pending, 0, pendingSize, null);
    depth = 0;
    contentSize = 0;
    joined = null;
    pendingSize = 0;
    bindingCount = 0;
    outerBindings = Integer.MAX_VALUE;
    dependsOnOutside = false;
    push("", scope.defaultNamespace());
    for (int i = 0; i < scope.prefixes().size(); i += 2) {
      push(scope.prefixes().get(i), scope.prefixes().get(i + 1));
    }
    bindingMark = bindingCount;
  }

  int depth() {
    return depth;
  }

  /// The strings that come often, for the tokenizer to use as well.
  SymbolCache symbols() {
    return symbols;
  }

  /// An attribute or namespace declaration of the start tag to come, by its qualified name.
  void attribute(String name, String value) {
    if (pendingSize + bindingCount - bindingMark >= 2 * limits.maxAttributes()) {
      throw new XmlException(
          StreamErrorCondition.POLICY_VIOLATION,
          "more than " + limits.maxAttributes() + " attributes in one element");
    }
    if (name.startsWith(XMLNS)) {
      if (name.length() == XMLNS.length()) {
        declareDefault(value);
        return;
      }
      if (name.charAt(XMLNS.length()) == ':') {
        declare(name.substring(colon(name) + 1), value);
        return;
      }
    }
    for (int i = 0; i < pendingSize; i += 2) {
      if (name.equals(pending[i])) {
        throw twice(name);
      }
    }
    if (pendingSize == pending.length) {
      pending = Arrays.copyOf(pending, 2 * pendingSize);
    }
    pending[pendingSize++] = name;
    pending[pendingSize++] = value;
  }

  /// A start tag, by its qualified name; its attributes have been told before.
  void start(String name) {
    if (depth == limits.maxDepth()) {
      throw new XmlException(
          StreamErrorCondition.POLICY_VIOLATION,
          "elements nested deeper than " + limits.maxDepth());
    }
    if (depth == names.length) {
      grow();
    }
    join();
    int colon = colon(name);
    String prefix = colon < 0 ? "" : symbols.intern(name.substring(0, colon));
    bindingCounts[depth] = bindingMark;
    bindingMark = bindingCount;
    namespaces[depth] = resolve(prefix);
    names[depth] = colon < 0 ? name : symbols.intern(name.substring(colon + 1));
    attributes[depth] = attributesOfStartTag();
    contentStarts[depth] = contentSize;
    depth++;
    if (depth == 1) {
      rootPrefix = prefix;
      outerBindings = bindingCount;
      dependsOnOutside = !namespaces[0].equals(bindings[defaultBinding() + 1]);
    }
  }

  void text(String text) {
    if (contentSize > contentStarts[depth - 1]
        && content[contentSize - 1] instanceof String before) {
      StringBuilder known = joined;
      if (known == null) {
        known = new StringBuilder(before);
        joined = known;
      }
      known.append(text);
    } else if (!text.isEmpty()) {
      addContent(text);
    }
  }

  /// Text comes in pieces where CDATA sections are; there may be very many of them.
  private void join() {
    if (joined != null) {
      content[contentSize - 1] = joined.toString();
      joined = null;
    }
  }

  /// An end tag. Answers the outermost element when it was that one's: without bytes.
  @Nullable Element end() {
    return end(null, 0, 0);
  }

  /// The same; the outermost element gets a copy of the range as the bytes of its content.
  @Nullable Element end(byte @Nullable [] source, int from, int to) {
    join();
    depth--;
    int start = contentStarts[depth];
    Object[] own =
        start == contentSize
            ? Content.NONE
            : Arrays.copyOfRange(content, start, contentSize, Object[].class);
    Arrays.fill(content, start, contentSize, null);
    contentSize = start;
    bindingCount = bindingCounts[depth];
    bindingMark = bindingCount;
    byte[] raw =
        depth == 0 && source != null && own.length > 0 && !dependsOnOutside
            ? Arrays.copyOfRange(source, from, to)
            : null;
    Element element =
        new Element(
            namespaces[depth],
            names[depth],
            attributes[depth],
            own,
            raw,
            raw == null ? 0 : own.length);
    if (depth == 0) {
      return element;
    }
    addContent(element);
    return null;
  }

  /// The prefix of the outermost element that was read last.
  String rootPrefix() {
    return rootPrefix;
  }

  /// What was declared inside the start tag of the outermost element that was read last.
  Scope scope() {
    bindingCount = outerBindings;
    List<String> prefixes = new ArrayList<>();
    for (int i = bindingCount - 2; i >= 0; i -= 2) {
      if (!bindings[i].isEmpty() && !isPrefix(prefixes, bindings[i])) {
        prefixes.add(bindings[i]);
        prefixes.add(bindings[i + 1]);
      }
    }
    Scope scope = new Scope(bindings[defaultBinding() + 1], prefixes);
    return scope.equals(Scope.CLIENT) ? Scope.CLIENT : scope;
  }

  private static boolean isPrefix(List<String> prefixes, String prefix) {
    for (int i = 0; i < prefixes.size(); i += 2) {
      if (prefixes.get(i).equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  private void declareDefault(String namespace) {
    if (namespace.equals(Namespaces.XML) || namespace.equals(Namespaces.XMLNS)) {
      throw notWellFormed("the default namespace cannot be " + namespace);
    }
    bind("", namespace);
  }

  /// Namespaces in XML 1.0 §2.2 and §3, the constraints on `xml`, `xmlns` and empty namespaces.
  private void declare(String prefix, String namespace) {
    boolean isXml = prefix.equals("xml");
    if (prefix.equals("xmlns")
        || namespace.isEmpty()
        || namespace.equals(Namespaces.XMLNS)
        || isXml != namespace.equals(Namespaces.XML)) {
      throw notWellFormed("the prefix '" + prefix + "' cannot stand for '" + namespace + "'");
    }
    if (!isXml) {
      bind(symbols.intern(prefix), namespace);
    }
  }

  private void bind(String prefix, String namespace) {
    for (int i = bindingMark; i < bindingCount; i += 2) {
      if (bindings[i].equals(prefix)) {
        throw twice("xmlns:" + prefix);
      }
    }
    push(prefix, symbols.intern(namespace));
  }

  private String[] attributesOfStartTag() {
    int size = pendingSize;
    if (size == 0) {
      return Attributes.NONE;
    }
    String[] result = Arrays.copyOf(pending, size, String[].class);
    Arrays.fill(pending, 0, size, null);
    pendingSize = 0;
    boolean prefixed = false;
    for (int i = 0; i < size; i += 2) {
      String name = result[i];
      int colon = colon(name);
      if (colon >= 0) {
        result[i] = name.equals("xml:lang") ? XML_LANG : key(name, colon);
        prefixed = true;
      }
    }
    if (prefixed) {
      requireUniqueKeys(result);
    }
    return result;
  }

  private String key(String name, int colon) {
    String namespace = resolve(name.substring(0, colon));
    return symbols.intern(Attribute.key(namespace, name.substring(colon + 1)));
  }

  private static void requireUniqueKeys(String[] attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      for (int j = 0; j < i; j += 2) {
        if (attributes[i].equals(attributes[j])) {
          throw twice(attributes[i]);
        }
      }
    }
  }

  /// Where the prefix of a qualified name ends, or -1. Both sides of the colon are names
  /// themselves.
  private static int colon(String name) {
    int colon = name.indexOf(':');
    if (colon >= 0
        && (colon == 0
            || colon == name.length() - 1
            || name.indexOf(':', colon + 1) >= 0
            || !XmlBytes.isNameStart(name.codePointAt(colon + 1)))) {
      throw notWellFormed("not a qualified name: " + name);
    }
    return colon;
  }

  private String resolve(String prefix) {
    if (prefix.equals("xml")) {
      return Namespaces.XML;
    }
    int i = bindingCount - 2;
    while (i >= 0 && !bindings[i].equals(prefix)) {
      i -= 2;
    }
    if (i < 0) {
      throw new XmlException(
          StreamErrorCondition.BAD_NAMESPACE_PREFIX, "no namespace for the prefix " + prefix);
    }
    if (i < outerBindings && !prefix.isEmpty()) {
      dependsOnOutside |= depth > 0;
    }
    return bindings[i + 1];
  }

  private int defaultBinding() {
    int i = bindingCount - 2;
    while (!bindings[i].isEmpty()) {
      i -= 2;
    }
    return i;
  }

  private void push(String prefix, String namespace) {
    if (bindingCount >= 2 * MAX_BINDINGS) {
      throw new XmlException(
          StreamErrorCondition.POLICY_VIOLATION,
          "more than " + MAX_BINDINGS + " namespace declarations in force");
    }
    if (bindingCount == bindings.length) {
      bindings = Arrays.copyOf(bindings, 2 * bindingCount);
    }
    bindings[bindingCount++] = prefix;
    bindings[bindingCount++] = namespace;
  }

  private void addContent(Object item) {
    if (contentSize == content.length) {
      content = Arrays.copyOf(content, 2 * contentSize);
    }
    content[contentSize++] = item;
  }

  private void grow() {
    int size = 2 * depth;
    namespaces = Arrays.copyOf(namespaces, size);
    names = Arrays.copyOf(names, size);
    attributes = Arrays.copyOf(attributes, size);
    contentStarts = Arrays.copyOf(contentStarts, size);
    bindingCounts = Arrays.copyOf(bindingCounts, size);
  }

  private static XmlException twice(String attribute) {
    return notWellFormed("the attribute " + attribute + " given twice");
  }

  private static XmlException notWellFormed(String message) {
    return new XmlException(StreamErrorCondition.NOT_WELL_FORMED, message);
  }
}

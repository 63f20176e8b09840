package im.fenghuo.api.xml;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is inside an element, in one array: elements, [SerializedElement]s and strings, never two
/// strings in a row, no empty string. Arrays are never changed.
final class Content {

  static final Object[] NONE = {};

  private Content() {}

  /// The element that an item is, or null for text.
  static @Nullable Element element(Object item) {
    return switch (item) {
      case Element element -> element;
      case SerializedElement serialized -> serialized.element();
      default -> null;
    };
  }

  static List<Element> elements(Object[] content) {
    Object[] elements = content;
    if (!isElementsOnly(content)) {
      elements = Arrays.stream(content).map(Content::element).filter(Objects::nonNull).toArray();
    }
    return elements.length == 0 ? List.of() : new Elements(elements);
  }

  private static boolean isElementsOnly(Object[] content) {
    for (Object item : content) {
      if (!(item instanceof Element)) {
        return false;
      }
    }
    return true;
  }

  static String text(Object[] content) {
    if (content.length == 1) {
      return content[0] instanceof String text ? text : "";
    }
    StringBuilder texts = new StringBuilder();
    for (Object item : content) {
      if (item instanceof String text) {
        texts.append(text);
      }
    }
    return texts.toString();
  }

  static Object[] with(Object[] content, Object item) {
    Object[] longer = Arrays.copyOf(content, content.length + 1);
    longer[content.length] = item;
    return longer;
  }

  /// The content without some elements; the same array when there are none of them.
  static Object[] without(Object[] content, Predicate<Element> unwanted) {
    Object[] kept =
        Arrays.stream(content)
            .filter(item -> {
              Element element = element(item);
              return element == null || !unwanted.test(element);
            })
            .toArray();
    return kept.length == content.length ? content : joined(kept);
  }

  /// Joins strings that became neighbours.
  private static Object[] joined(Object[] items) {
    int size = 0;
    for (Object item : items) {
      if (size > 0 && item instanceof String text && items[size - 1] instanceof String before) {
        items[size - 1] = before + text;
      } else {
        items[size++] = item;
      }
    }
    return size == items.length ? items : Arrays.copyOf(items, size);
  }

  /// Compares what it means: what was serialised before is read.
  static boolean areEqual(Object[] some, Object[] others) {
    return Arrays.equals(read(some), read(others));
  }

  static int hash(Object[] content) {
    return Arrays.hashCode(read(content));
  }

  private static Object[] read(Object[] content) {
    if (Arrays.stream(content).noneMatch(SerializedElement.class::isInstance)) {
      return content;
    }
    return Arrays.stream(content)
        .map(item -> item instanceof SerializedElement serialized ? serialized.element() : item)
        .toArray();
  }

  /// Writes the items from a place on, where `contextNamespace` is the default namespace.
  static void write(Object[] content, int from, XmlOutput out, String contextNamespace) {
    for (int i = from; i < content.length; i++) {
      switch (content[i]) {
        case Element element -> element.write(out, contextNamespace);
        case SerializedElement serialized -> out.append(serialized.xml());
        default -> out.text((String) content[i]);
      }
    }
  }

  private static final class Elements extends AbstractList<Element> implements RandomAccess {
    private final Object[] elements;

    Elements(Object[] elements) {
      this.elements = elements;
    }

    @Override
    public Element get(int index) {
      return (Element) elements[index];
    }

    @Override
    public int size() {
      return elements.length;
    }
  }
}

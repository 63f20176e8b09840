package im.fenghuo.api.xml;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// The attributes of an element: key and value in turn in one array, keys as [Attribute#key] makes
/// them. Arrays are never changed. As a list, the attributes as they are seen from outside.
final class Attributes extends AbstractList<Attribute> implements RandomAccess {

  static final String[] NONE = {};

  private final String[] attributes;

  Attributes(String[] attributes) {
    this.attributes = attributes;
  }

  @Override
  public Attribute get(int index) {
    return Attribute.ofKey(attributes[2 * index], attributes[2 * index + 1]);
  }

  @Override
  public int size() {
    return attributes.length / 2;
  }

  static @Nullable String value(String[] attributes, String key) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i].equals(key)) {
        return attributes[i + 1];
      }
    }
    return null;
  }

  static @Nullable String value(String[] attributes, String namespace, String name) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (Attribute.isKey(attributes[i], namespace, name)) {
        return attributes[i + 1];
      }
    }
    return null;
  }

  /// The attributes with this one set, or without it where `value` is null; the same array where
  /// that changes nothing.
  static String[] with(String[] attributes, String key, @Nullable String value) {
    int at = 0;
    while (at < attributes.length && !attributes[at].equals(key)) {
      at += 2;
    }
    boolean found = at < attributes.length;
    if (value == null) {
      return found ? without(attributes, at) : attributes;
    }
    if (found && attributes[at + 1].equals(value)) {
      return attributes;
    }
    String[] changed = found ? attributes.clone() : Arrays.copyOf(attributes, at + 2);
    changed[at] = key;
    changed[at + 1] = value;
    return changed;
  }

  private static String[] without(String[] attributes, int at) {
    String[] fewer = new String[attributes.length - 2];
    System.arraycopy(attributes, 0, fewer, 0, at);
    System.arraycopy(attributes, at + 2, fewer, at, fewer.length - at);
    return fewer;
  }

  /// Whether they are the same, in whatever order.
  static boolean areSame(String[] some, String[] others) {
    if (some.length != others.length) {
      return false;
    }
    for (int i = 0; i < some.length; i += 2) {
      if (!some[i + 1].equals(value(others, some[i]))) {
        return false;
      }
    }
    return true;
  }

  /// A hash that does not depend on the order.
  static int hash(String[] attributes) {
    int hash = 0;
    for (int i = 0; i < attributes.length; i += 2) {
      hash += attributes[i].hashCode() ^ attributes[i + 1].hashCode();
    }
    return hash;
  }

  static void write(String[] attributes, XmlOutput out) {
    int declared = 0;
    for (int i = 0; i < attributes.length; i += 2) {
      String key = attributes[i];
      if (key.charAt(0) != '{') {
        out.attribute(key, attributes[i + 1]);
        continue;
      }
      Attribute attribute = Attribute.ofKey(key, attributes[i + 1]);
      String prefix = "xml";
      if (!attribute.namespace().equals(Namespaces.XML)) {
        prefix = "ns" + declared++;
        out.attribute("xmlns:" + prefix, attribute.namespace());
      }
      out.attribute(prefix + ":" + attribute.name(), attribute.value());
    }
  }
}

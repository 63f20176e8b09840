package im.fenghuo.api.xml;

/// One attribute as it is seen from outside. `namespace` is "" for an attribute without prefix.
public record Attribute(String namespace, String name, String value) {

  /// Elements keep an attribute in a namespace under one string, `{namespace}name`.
  static String key(String namespace, String name) {
    return namespace.isEmpty() ? name : "{" + namespace + "}" + name;
  }

  static Attribute ofKey(String key, String value) {
    int end = key.lastIndexOf('}');
    return end < 0
        ? new Attribute("", key, value)
        : new Attribute(key.substring(1, end), key.substring(end + 1), value);
  }

  static boolean isKey(String key, String namespace, String name) {
    return namespace.isEmpty()
        ? key.equals(name)
        : key.length() == namespace.length() + name.length() + 2
            && key.charAt(0) == '{'
            && key.startsWith(namespace, 1)
            && key.charAt(namespace.length() + 1) == '}'
            && key.endsWith(name);
  }
}

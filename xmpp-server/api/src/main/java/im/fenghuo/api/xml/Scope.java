package im.fenghuo.api.xml;

import java.util.List;

/// The namespaces that are declared around an element: a default one ("" = none) and prefixes, each
/// with its namespace, in turn. A stream header makes one; nearly all streams share [#CLIENT].
public record Scope(String defaultNamespace, List<String> prefixes) {

  private static final List<String> STREAM_PREFIX = List.of("stream", Namespaces.STREAM);

  /// A client's stream: `xmlns='jabber:client'` and the prefix `stream`.
  public static final Scope CLIENT = new Scope(Namespaces.CLIENT, STREAM_PREFIX);

  /// Nothing declared: an element that stands for itself, as in RFC 7395.
  public static final Scope NONE = new Scope("", List.of());

  public Scope {
    prefixes = List.copyOf(prefixes);
  }

  /// The default namespace given, and the prefix `stream`.
  public static Scope of(String defaultNamespace) {
    return defaultNamespace.equals(Namespaces.CLIENT)
        ? CLIENT
        : new Scope(defaultNamespace, STREAM_PREFIX);
  }
}

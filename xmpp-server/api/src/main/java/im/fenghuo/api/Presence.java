package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A presence stanza (RFC 6121 §4).
public final class Presence extends Stanza {

  /// The kinds of presence of RFC 6121 §4.7.1; `AVAILABLE` has no `type` attribute.
  public enum Type {
    AVAILABLE(null),
    ERROR("error"),
    PROBE("probe"),
    SUBSCRIBE("subscribe"),
    SUBSCRIBED("subscribed"),
    UNAVAILABLE("unavailable"),
    UNSUBSCRIBE("unsubscribe"),
    UNSUBSCRIBED("unsubscribed");

    private final @Nullable String value;

    Type(@Nullable String value) {
      this.value = value;
    }

    /// As it is written in the `type` attribute; null for available presence.
    public @Nullable String value() {
      return value;
    }

    /// Whether it changes or asks to change a subscription (RFC 6121 §3).
    public boolean isSubscription() {
      return this == SUBSCRIBE || this == SUBSCRIBED || this == UNSUBSCRIBE || this == UNSUBSCRIBED;
    }
  }

  private final Type type;
  private final int priority;

  private Presence(Element element, Type type, int priority, @Nullable Jid from, @Nullable Jid to) {
    super(element, from, to);
    this.type = type;
    this.priority = priority;
  }

  /// Reads a presence.
  ///
  /// @throws StanzaException `jid-malformed`; `bad-request` for an unknown type (RFC 6121 §4.7.1)
  ///   or a priority that is no integer from -128 to 127 (§4.7.2.3)
  public static Presence of(Element element) throws StanzaException {
    return new Presence(
        element,
        type(element.attribute("type")),
        priority(element),
        address(element, "from"),
        address(element, "to"));
  }

  /// A presence of a type, without payload.
  public static Presence of(Type type, @Nullable Jid from, @Nullable Jid to) {
    Element element =
        Element.of(NAMESPACE, "presence")
            .attribute("type", type.value())
            .attribute("from", from == null ? null : from.toString())
            .attribute("to", to == null ? null : to.toString())
            .build();
    return new Presence(element, type, 0, from, to);
  }

  private static Type type(@Nullable String value) throws StanzaException {
    return switch (value) {
      case null -> Type.AVAILABLE;
      case "error" -> Type.ERROR;
      case "probe" -> Type.PROBE;
      case "subscribe" -> Type.SUBSCRIBE;
      case "subscribed" -> Type.SUBSCRIBED;
      case "unavailable" -> Type.UNAVAILABLE;
      case "unsubscribe" -> Type.UNSUBSCRIBE;
      case "unsubscribed" -> Type.UNSUBSCRIBED;
      default ->
          throw new StanzaException(Condition.BAD_REQUEST, "presence has no type '" + value + "'");
    };
  }

  private static int priority(Element element) throws StanzaException {
    Element priority = element.child(NAMESPACE, "priority");
    if (priority == null) {
      return 0;
    }
    try {
      int value = Integer.parseInt(priority.text().strip());
      if (value >= -128 && value <= 127) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new StanzaException(
        Condition.BAD_REQUEST, "a priority is an integer between -128 and 127");
  }

  /// What kind of presence.
  public Type type() {
    return type;
  }

  /// The priority of the resource (RFC 6121 §4.7.2.3); 0 when not given.
  public int priority() {
    return priority;
  }

  @Override
  public boolean isError() {
    return type == Type.ERROR;
  }

  @Override
  public Presence withElement(Element element) {
    return new Presence(element, type, priority, from(), to());
  }

  @Override
  public Presence withAddresses(@Nullable Jid from, @Nullable Jid to) {
    return new Presence(addressed(element(), from, to), type, priority, from, to);
  }

  @Override
  public Presence error(StanzaException error) {
    return new Presence(errorElement("presence", error), Type.ERROR, 0, to(), from());
  }
}

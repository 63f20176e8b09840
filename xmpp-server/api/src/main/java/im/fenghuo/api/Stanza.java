package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A stanza (RFC 6120 §8): an immutable view of its element with the addresses parsed once.
///
/// Inside the server every stanza is in the namespace `jabber:client`; streams translate where they
/// differ.
public abstract sealed class Stanza permits Message, Presence, Iq {

  /// The content namespace that all stanzas carry inside the server.
  public static final String NAMESPACE = "jabber:client";

  private final Element element;
  private final @Nullable Jid from;
  private final @Nullable Jid to;
  private byte @Nullable [] bytes; // a race only makes it twice

  Stanza(Element element, @Nullable Jid from, @Nullable Jid to) {
    this.element = element;
    this.from = from;
    this.to = to;
  }

  /// Reads any stanza.
  ///
  /// @throws StanzaException `jid-malformed` for an address that RFC 7622 does not allow,
  ///   `bad-request` for a type that RFC 6120 or 6121 does not know
  /// @throws IllegalArgumentException when the element is no stanza at all
  public static Stanza of(Element element) throws StanzaException {
    return switch (element.name()) {
      case "message" -> Message.of(element);
      case "presence" -> Presence.of(element);
      case "iq" -> Iq.of(element);
      default -> throw new IllegalArgumentException("not a stanza: " + element.name());
    };
  }

  /// The stanza as XML.
  public final Element element() {
    return element;
  }

  /// The stanza as bytes, with its namespace: as archives keep it. Made once; not to be changed.
  public final byte[] bytes() {
    byte[] made = bytes;
    if (made == null) {
      made = element.toBytes("");
      bytes = made;
    }
    return made;
  }

  /// The sender; absent only before the server has stamped it.
  public final @Nullable Jid from() {
    return from;
  }

  /// The addressee; absent where the stanza is meant for the sender's own account or server.
  public final @Nullable Jid to() {
    return to;
  }

  /// The sender of a stanza that the server has stamped.
  ///
  /// @throws IllegalStateException when it was not stamped
  public final Jid sender() {
    if (from == null) {
      throw new IllegalStateException("a stanza without 'from' got past the stream");
    }
    return from;
  }

  /// The addressee of a stanza that has one.
  ///
  /// @throws IllegalStateException when it has none
  public final Jid recipient() {
    if (to == null) {
      throw new IllegalStateException("a stanza without 'to' got past the stream");
    }
    return to;
  }

  /// The `id` attribute, or null.
  public final @Nullable String id() {
    return element.attribute("id");
  }

  /// Whether a direct child of that name and namespace is there.
  public final boolean has(String namespace, String name) {
    return element.has(namespace, name);
  }

  /// Whether it is of type `error`.
  public abstract boolean isError();

  /// The same stanza with other addresses.
  public abstract Stanza withAddresses(@Nullable Jid from, @Nullable Jid to);

  /// The same stanza with its element replaced; the addresses must be the same.
  abstract Stanza withElement(Element element);

  /// The error that answers this stanza: addresses swapped, same id, the payload left out (RFC 6120
  /// §8.3).
  public abstract Stanza error(StanzaException error);

  static Element addressed(Element element, @Nullable Jid from, @Nullable Jid to) {
    return element
        .withAttribute("from", from == null ? null : from.toString())
        .withAttribute("to", to == null ? null : to.toString());
  }

  final Element errorElement(String name, StanzaException error) {
    return Element.of(NAMESPACE, name)
        .attribute("type", "error")
        .attribute("id", id())
        .attribute("from", to == null ? null : to.toString())
        .attribute("to", from == null ? null : from.toString())
        .child(error.toElement())
        .build();
  }

  static @Nullable Jid address(Element element, String attribute) throws StanzaException {
    String value = element.attribute(attribute);
    if (value == null) {
      return null;
    }
    try {
      return Jid.parse(value);
    } catch (InvalidJidException e) {
      throw new StanzaException(
          Condition.JID_MALFORMED, "'" + attribute + "' is not a JID: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return element.toString();
  }
}

package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A message stanza (RFC 6121 §5).
public final class Message extends Stanza {

  /// The kinds of message of RFC 6121 §5.2.2.
  public enum Type {
    CHAT("chat"),
    ERROR("error"),
    GROUPCHAT("groupchat"),
    HEADLINE("headline"),
    NORMAL("normal");

    private final String value;

    Type(String value) {
      this.value = value;
    }

    /// As it is written in the `type` attribute.
    public String value() {
      return value;
    }
  }

  private final Type type;

  private Message(Element element, Type type, @Nullable Jid from, @Nullable Jid to) {
    super(element, from, to);
    this.type = type;
  }

  /// Reads a message; an unknown type counts as `normal` (RFC 6121 §5.2.2).
  ///
  /// @throws StanzaException `jid-malformed`
  public static Message of(Element element) throws StanzaException {
    return new Message(
        element, type(element.attribute("type")), address(element, "from"), address(element, "to"));
  }

  private static Type type(@Nullable String value) {
    return switch (value) {
      case "chat" -> Type.CHAT;
      case "error" -> Type.ERROR;
      case "groupchat" -> Type.GROUPCHAT;
      case "headline" -> Type.HEADLINE;
      case null, default -> Type.NORMAL;
    };
  }

  /// What kind of message.
  public Type type() {
    return type;
  }

  @Override
  public boolean isError() {
    return type == Type.ERROR;
  }

  /// The same message with one more child at its end.
  public Message with(Element child) {
    return withElement(element().with(child));
  }

  @Override
  public Message withElement(Element element) {
    return new Message(element, type, from(), to());
  }

  @Override
  public Message withAddresses(@Nullable Jid from, @Nullable Jid to) {
    return new Message(addressed(element(), from, to), type, from, to);
  }

  @Override
  public Message error(StanzaException error) {
    return new Message(errorElement("message", error), Type.ERROR, to(), from());
  }
}

package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// An iq stanza (RFC 6120 §8.2.3).
public final class Iq extends Stanza {

  /// The four types.
  public enum Type {
    GET("get"),
    SET("set"),
    RESULT("result"),
    ERROR("error");

    private final String value;

    Type(String value) {
      this.value = value;
    }

    /// As it is written in the `type` attribute.
    public String value() {
      return value;
    }

    /// Whether it must be answered.
    public boolean isRequest() {
      return this == GET || this == SET;
    }
  }

  private final Type type;

  private Iq(Element element, Type type, @Nullable Jid from, @Nullable Jid to) {
    super(element, from, to);
    this.type = type;
  }

  /// Reads an iq.
  ///
  /// @throws StanzaException `jid-malformed`; `bad-request` without an id, with an unknown type, or
  ///   a request that has not exactly one child (RFC 6120 §8.2.3)
  public static Iq of(Element element) throws StanzaException {
    Type type =
        switch (element.attribute("type")) {
          case "get" -> Type.GET;
          case "set" -> Type.SET;
          case "result" -> Type.RESULT;
          case "error" -> Type.ERROR;
          case null, default ->
              throw new StanzaException(
                  Condition.BAD_REQUEST, "an iq is of type get, set, result or error");
        };
    if (element.attribute("id") == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "an iq needs an id");
    }
    if (type.isRequest() && element.children().size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "an iq request has exactly one child");
    }
    return new Iq(element, type, address(element, "from"), address(element, "to"));
  }

  /// A request that the server itself makes, such as a roster push.
  public static Iq request(Type type, String id, @Nullable Jid from, Jid to, Element payload) {
    Element element =
        Element.of(NAMESPACE, "iq")
            .attribute("type", type.value())
            .attribute("id", id)
            .attribute("from", from == null ? null : from.toString())
            .attribute("to", to.toString())
            .child(payload)
            .build();
    return new Iq(element, type, from, to);
  }

  /// get, set, result or error.
  public Type type() {
    return type;
  }

  @Override
  public boolean isError() {
    return type == Type.ERROR;
  }

  /// The child that says what is asked.
  ///
  /// @throws IllegalStateException when there is none: a result or an error
  public Element payload() {
    Element payload = element().firstChild();
    if (payload == null) {
      throw new IllegalStateException("an iq of type " + type + " without payload");
    }
    return payload;
  }

  /// The result that answers this request; without payload when it is null.
  public Iq result(@Nullable Element payload) {
    Element.Builder result =
        Element.of(NAMESPACE, "iq")
            .attribute("type", "result")
            .attribute("id", id())
            .attribute("from", to() == null ? null : recipient().toString())
            .attribute("to", from() == null ? null : sender().toString());
    if (payload != null) {
      result.child(payload);
    }
    return new Iq(result.build(), Type.RESULT, to(), from());
  }

  @Override
  public Iq withElement(Element element) {
    return new Iq(element, type, from(), to());
  }

  @Override
  public Iq withAddresses(@Nullable Jid from, @Nullable Jid to) {
    return new Iq(addressed(element(), from, to), type, from, to);
  }

  @Override
  public Iq error(StanzaException error) {
    return new Iq(errorElement("iq", error), Type.ERROR, to(), from());
  }
}

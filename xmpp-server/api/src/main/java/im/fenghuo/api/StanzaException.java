package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// The only way to say no to a peer: becomes the stanza error that answers its stanza (RFC 6120
/// §8.3).
public final class StanzaException extends Exception {

  private static final long serialVersionUID = 1;
  private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-stanzas";

  private final Condition condition;
  private final String type;
  private final transient @Nullable Element detail;

  /// An error with the condition's usual type.
  ///
  /// @param text what went wrong, for a person; empty for none
  public StanzaException(Condition condition, String text) {
    this(condition, condition.type(), text, null);
  }

  /// An error with a type of its own and an application-specific condition (RFC 6120 §8.3.4).
  public StanzaException(Condition condition, String type, String text, @Nullable Element detail) {
    super(text, null, false, false);
    this.condition = condition;
    this.type = type;
    this.detail = detail;
  }

  /// What kind of error.
  public Condition condition() {
    return condition;
  }

  /// The `<error/>` child.
  public Element toElement() {
    Element.Builder error =
        Element.of(Stanza.NAMESPACE, "error")
            .attribute("type", type)
            .child(Element.of(NAMESPACE, condition.element()).build());
    String text = getMessage();
    if (text != null && !text.isEmpty()) {
      error.child(Element.of(NAMESPACE, "text").lang("en").text(text).build());
    }
    if (detail != null) {
      error.child(detail);
    }
    return error.build();
  }
}

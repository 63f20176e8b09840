package im.fenghuo.stream;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// How one stream authenticates: SASL (RFC 6120 §6) and SASL2 (XEP-0388).
public interface Authentication {

  /// What the stream features offer. On the stream's loop; does not block.
  List<Element> features();

  /// Whether the element belongs to authentication.
  boolean takes(Element element);

  /// An element of the client that [#takes] answers yes to. Blocks.
  Outcome handle(Element element);

  /// What is to be done.
  sealed interface Outcome {}

  /// Send this; authentication goes on.
  record Say(Element answer) implements Outcome {}

  /// Send this and end the stream.
  record Refuse(Element answer) implements Outcome {}

  /// The client is who it says. Send this, then go on: with a new stream header where `restarts` is
  /// said, else with new features.
  record Done(Jid account, Element success, boolean restarts) implements Outcome {}

  /// The client is who it says, and wants a resource at once (XEP-0386).
  interface WithBindRequest {
    /// The account.
    Jid account();

    /// The resource for the client, made of its tag and of what cannot be guessed.
    String resource(String unguessable);

    /// What else is to be done with the binding.
    List<Element> features();

    /// What to send when the resource is bound.
    Element success(Jid full, List<Element> bound);
  }

  /// The client is who it says, and wants a resource at once (XEP-0386).
  record WithBind(WithBindRequest request) implements Outcome {}
}

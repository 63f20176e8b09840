package im.fenghuo.stream;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one stream authenticates: SASL (RFC 6120 §6) and SASL2 (XEP-0388).
public interface Authentication {

  /// What the stream features offer. On the stream's loop; does not block.
  List<Element> features();

  /// Whether the element belongs to authentication.
  boolean takes(Element element);

  /// Whether handling the element may wait for something: if not, it is done on the loop.
  default boolean mayWait(Element element) {
    return true;
  }

  /// An element of the client that [#takes] answers yes to. Blocks where [#mayWait] says so.
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

  /// What a client wants at once, in the round trip in which it has said who it is.
  interface Inline {
    /// The account.
    Jid account();

    /// `<resume/>`, if it wants to carry on with a session (XEP-0198 §9.2).
    @Nullable Element resume();

    /// Whether it wants a resource (XEP-0386).
    boolean wantsResource();

    /// The resource for the client, made of its tag and of what cannot be guessed.
    String resource(String unguessable);

    /// What else is to be done with the binding.
    List<Element> features();

    /// What to send then.
    ///
    /// @param identity the account, or its full JID
    /// @param bound what is said of the binding; null where there was none
    /// @param resumption what is said of the resumption; null where that was not asked for
    Element success(Jid identity, @Nullable List<Element> bound, @Nullable Element resumption);
  }

  /// The client is who it says, and wants more at once.
  record WithInline(Inline inline) implements Outcome {}
}

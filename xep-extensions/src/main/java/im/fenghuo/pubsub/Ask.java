package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;

/// A request to a host of nodes.
///
/// @param from whose
/// @param pubsub the payload
/// @param action its child that says what is asked
record Ask(Host host, Jid from, Element pubsub, Element action) {

  private static final int LONGEST_NAME = 1023;

  /// Whoever asks, as affiliations name it.
  Jid entity() {
    return from.bare();
  }

  /// The node that is meant.
  ///
  /// @throws StanzaException `bad-request` when none is named
  String node() throws StanzaException {
    String node = action.attribute("node");
    if (node == null || node.isEmpty()) {
      throw Errors.of(Condition.BAD_REQUEST, "nodeid-required", "name a node");
    }
    return checked(node);
  }

  static String checked(String name) throws StanzaException {
    if (name.length() > LONGEST_NAME) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this name is too long");
    }
    return name;
  }

  /// The subscriber that is meant, who has to be the one who asks.
  ///
  /// @param otherwise what is thrown for somebody else's JID
  Jid subscriber(StanzaException otherwise) throws StanzaException {
    String text = action.attribute("jid");
    if (text == null) {
      throw Errors.of(Condition.BAD_REQUEST, "jid-required", "say who subscribes");
    }
    Jid jid = jid(text);
    if (!jid.bare().equals(entity())) {
      throw otherwise;
    }
    return jid;
  }

  static Jid jid(String text) throws StanzaException {
    try {
      return Jid.parse(text);
    } catch (InvalidJidException e) {
      throw Errors.of(Condition.BAD_REQUEST, "invalid-jid", "not a JID: " + e.getMessage());
    }
  }

  /// An answer around its content.
  static Element answer(String namespace, Element content) {
    return Element.of(namespace, "pubsub").child(content).build();
  }
}

package im.fenghuo.api;

import im.fenghuo.api.xml.Element;

/// Takes a first-level element that is no stanza from a client (XEP-0360).
@FunctionalInterface
public interface NonzaHandler {

  /// It has come, and what came before it is handled. Inline on the account's loop.
  void received(Element nonza, Session session);
}

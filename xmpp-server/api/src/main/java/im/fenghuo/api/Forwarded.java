package im.fenghuo.api;

import im.fenghuo.api.xml.Element;

/// A stanza inside another (XEP-0297).
public final class Forwarded {

  /// Its namespace.
  public static final String NAMESPACE = "urn:xmpp:forward:0";

  private Forwarded() {}

  /// Wraps a stanza.
  public static Element element(Stanza stanza) {
    return Element.of(NAMESPACE, "forwarded").child(stanza.element()).build();
  }
}

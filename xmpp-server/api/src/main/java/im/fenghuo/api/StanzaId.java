package im.fenghuo.api;

import im.fenghuo.api.xml.Element;

/// The id that an archive has given a message (XEP-0359 §3.1).
public final class StanzaId {

  /// Its namespace.
  public static final String NAMESPACE = "urn:xmpp:sid:0";

  private StanzaId() {}

  /// Says under which id the message is found in an archive.
  ///
  /// @param by whose archive
  public static Element element(Jid by, String id) {
    return Element.of(NAMESPACE, "stanza-id")
        .attribute("by", by.toString())
        .attribute("id", id)
        .build();
  }
}

package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.xml.XmlElement;
import java.util.Optional;

/// A message of an archive, as a client sees it.
///
/// @param id the archive's
/// @param origin the sender's
record Seen(String id, String origin) {

  private static final String SID = "urn:xmpp:sid:0";

  /// A message that was delivered to an account.
  static Optional<Seen> delivered(XmlElement message, String account) {
    return message.children().stream()
        .filter(child -> child.isNamed("stanza-id") && child.namespace().equals(SID))
        .filter(child -> child.attribute("by").equals(Optional.of(account)))
        .flatMap(child -> child.attribute("id").stream())
        .findFirst()
        .map(id -> new Seen(id, origin(message)));
  }

  /// A message that was found in an archive.
  static Seen found(String id, XmlElement message) {
    return new Seen(id, origin(message));
  }

  private static String origin(XmlElement message) {
    return message.child(SID, "origin-id").flatMap(id -> id.attribute("id")).orElse("");
  }

  /// Whether that device has sent it.
  boolean isFrom(String device) {
    return origin.startsWith(device + "#");
  }

  long number() {
    return Long.parseLong(id.substring(0, id.indexOf('-')));
  }
}

package im.fenghuo.xep.xep0398pepvcardconversion;

import im.fenghuo.api.Presence;
import im.fenghuo.api.xml.Element;

/// The avatar's hash in presence (XEP-0153 §3.1, XEP-0398 §4).
final class PresenceHash {

  static final String UPDATE = "vcard-temp:x:update";

  private PresenceHash() {}

  /// The presence with the hash that is known to the server; a client that says it has no avatar is
  /// believed.
  ///
  /// @param hash "" for no avatar
  static Presence add(Presence presence, String hash) {
    Element update = presence.element().child(UPDATE, "x");
    Element photo = update == null ? null : update.child(UPDATE, "photo");
    boolean isDenied = photo != null && photo.text().isBlank();
    boolean isRight = photo != null && photo.text().strip().equals(hash);
    boolean isNothingToSay = update == null && hash.isEmpty();
    if (presence.type() != Presence.Type.AVAILABLE || isDenied || isRight || isNothingToSay) {
      return presence;
    }
    return presence.withElement(
        presence
            .element()
            .without(child -> child.is(UPDATE, "x"))
            .with(Element.of(UPDATE, "x").child("photo", hash).build()));
  }
}

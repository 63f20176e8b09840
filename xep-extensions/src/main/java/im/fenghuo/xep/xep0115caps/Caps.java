package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.Presence;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// What a presence says of its client in short (XEP-0115 §4).
///
/// @param hash the name of the hash function
record Caps(String hash, String node, String ver) {

  static final String NAMESPACE = "http://jabber.org/protocol/caps";

  private static final int LONGEST = 1_000;

  /// Null where nothing is said, or in the manner of before version 1.4, or at too great length.
  static @Nullable Caps of(Presence presence) {
    Element c = presence.element().child(NAMESPACE, "c");
    if (c == null) {
      return null;
    }
    String hash = c.attribute("hash");
    String node = c.attribute("node");
    String ver = c.attribute("ver");
    if (hash == null || node == null || ver == null) {
      return null;
    }
    return hash.length() + node.length() + ver.length() > LONGEST
        ? null
        : new Caps(hash, node, ver);
  }

  /// What the client is asked for (§6.2).
  String discoNode() {
    return node + "#" + ver;
  }

  Key key() {
    return new Key(hash, ver);
  }

  /// What the hash stands for is the same for all clients, whatever their node.
  record Key(String hash, String ver) {}
}

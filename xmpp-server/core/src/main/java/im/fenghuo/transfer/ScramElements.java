package im.fenghuo.transfer;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.ScramHash;
import im.fenghuo.sasl.ScramKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of a password as XML (XEP-0227, "SCRAM credentials").
final class ScramElements {

  private static final String NAME = "scram-credentials";

  private ScramElements() {}

  static boolean is(Element tag) {
    return tag.is(Names.SCRAM, NAME);
  }

  /// One element for each hash function, in a constant order.
  static List<Element> of(ScramCredentials credentials) {
    List<Element> elements = new ArrayList<>();
    for (ScramHash hash : ScramHash.values()) {
      ScramKeys keys = credentials.get(hash);
      if (keys != null) {
        elements.add(
            Element.of(Names.SCRAM, NAME)
                .attribute("mechanism", hash.mechanism())
                .child("iter-count", Integer.toString(keys.iterations()))
                .child("salt", keys.salt().toBase64())
                .child("server-key", keys.serverKey().toBase64())
                .child("stored-key", keys.storedKey().toBase64())
                .build());
      }
    }
    return elements;
  }

  /// The keys in an element; empty for a hash function that is not known, and for what makes no
  /// sense.
  static Optional<ScramKeys> read(Element element) {
    String mechanism = element.attribute("mechanism");
    Optional<ScramHash> hash = mechanism == null ? Optional.empty() : ScramHash.of(mechanism);
    try {
      return hash.map(known ->
          new ScramKeys(
              known,
              Integer.parseInt(text(element, "iter-count")),
              Octets.ofBase64(text(element, "salt")),
              Octets.ofBase64(text(element, "stored-key")),
              Octets.ofBase64(text(element, "server-key"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Element element, String name) {
    Element child = element.child(Names.SCRAM, name);
    return child == null ? "" : child.text().strip();
  }
}

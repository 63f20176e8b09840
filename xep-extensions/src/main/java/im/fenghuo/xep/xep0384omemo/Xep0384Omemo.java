package im.fenghuo.xep.xep0384omemo;

import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0384](https://xmpp.org/extensions/xep-0384.html): OMEMO Encryption. Keys and devices are
/// items of personal eventing, messages pass through; the server tells those with a content from
/// those that carry keys alone.
public final class Xep0384Omemo implements Xep {

  /// The current one, and the one that clients have had since before there was a document.
  private static final List<String> NAMESPACES =
      List.of("urn:xmpp:omemo:2", "urn:xmpp:omemo:1", "eu.siacs.conversations.axolotl");

  @Override
  public Document document() {
    return new Document(384, "OMEMO", "0.9.0");
  }

  @Override
  public void install(Registrar on) {
    on.readable(Xep0384Omemo::isReadable);
  }

  /// §5.5: without a payload it moves keys, whatever a body says to those who cannot decrypt it.
  private static @Nullable Boolean isReadable(Message message) {
    for (String namespace : NAMESPACES) {
      Element encrypted = message.element().child(namespace, "encrypted");
      if (encrypted != null) {
        return encrypted.has(namespace, "payload");
      }
    }
    return null;
  }
}

package im.fenghuo.xep.xep0334hints;

import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import org.jspecify.annotations.Nullable;

/// [XEP-0334](https://xmpp.org/extensions/xep-0334.html): Message Processing Hints, as far as they
/// concern the archives.
public final class Xep0334Hints implements Xep {

  private static final String NAMESPACE = "urn:xmpp:hints";

  @Override
  public Document document() {
    return new Document(334, "hints", "1.0.0");
  }

  @Override
  public void install(Registrar on) {
    on.ephemeral(NAMESPACE);
    on.archiving(Xep0334Hints::isArchived);
  }

  /// §4. Whoever asks for both gets the more private one. Offline messages are a read of the
  /// archive, so what must not stay there for good does not wait there either: where nobody is
  /// there to take it, its sender gets `service-unavailable` (RFC 6121 §8.5.2.2.1) and can say it
  /// again later. A chat state, which says nothing for later, is lost as it would be without.
  static @Nullable Boolean isArchived(Message message) {
    if (message.isError()) {
      return null; // §5
    }
    if (message.has(NAMESPACE, "no-store") || message.has(NAMESPACE, "no-permanent-store")) {
      return false;
    }
    return message.has(NAMESPACE, "store") ? true : null;
  }
}

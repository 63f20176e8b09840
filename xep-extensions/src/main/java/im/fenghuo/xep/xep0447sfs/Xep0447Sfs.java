package im.fenghuo.xep.xep0447sfs;

import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0447](https://xmpp.org/extensions/xep-0447.html): Stateless File Sharing passes through the
/// server, with metadata (XEP-0446), thumbnails (XEP-0264) and sources. A shared file is something
/// to read also without a body; a source that is attached to it later is not.
public final class Xep0447Sfs implements Xep {

  private static final String NAMESPACE = "urn:xmpp:sfs:0";

  @Override
  public Document document() {
    return new Document(447, "sfs", "0.3.1");
  }

  @Override
  public void install(Registrar on) {
    on.readable(Xep0447Sfs::isReadable);
    on.amending(Xep0447Sfs::shared);
  }

  /// §3.4: the message to which a source is attached (XEP-0367).
  private static @Nullable String shared(Message message) {
    Element attached = message.element().child("urn:xmpp:message-attaching:1", "attach-to");
    return attached == null || !message.has(NAMESPACE, "sources") ? null : attached.attribute("id");
  }

  private static @Nullable Boolean isReadable(Message message) {
    if (message.has(NAMESPACE, "file-sharing")) {
      return true;
    }
    return message.has(NAMESPACE, "sources") ? false : null;
  }
}

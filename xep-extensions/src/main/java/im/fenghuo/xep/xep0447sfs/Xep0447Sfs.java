package im.fenghuo.xep.xep0447sfs;

import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
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
  }

  private static @Nullable Boolean isReadable(Message message) {
    if (message.has(NAMESPACE, "file-sharing")) {
      return true;
    }
    return message.has(NAMESPACE, "sources") ? false : null;
  }
}

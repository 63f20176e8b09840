package im.fenghuo.xep.xep0160msgoffline;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;

/// [XEP-0160](https://xmpp.org/extensions/xep-0160.html): Best Practices for Handling Offline
/// Messages. Says that the server keeps them; it reads them from the archive.
public final class Xep0160MsgOffline implements Xep {

  @Override
  public Document document() {
    return new Document(160, "msgoffline", "1.0.1");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, "msgoffline");
  }
}

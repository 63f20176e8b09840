package im.fenghuo.xep.xep0085chatstates;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;

/// [XEP-0085](https://xmpp.org/extensions/xep-0085.html): Chat State Notifications pass through the
/// server; all it does is not to keep them.
public final class Xep0085ChatStates implements Xep {

  @Override
  public Document document() {
    return new Document(85, "chatstates", "2.1");
  }

  @Override
  public void install(Registrar on) {
    on.ephemeral("http://jabber.org/protocol/chatstates");
  }
}

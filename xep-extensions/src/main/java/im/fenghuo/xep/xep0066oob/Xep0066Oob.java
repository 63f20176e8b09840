package im.fenghuo.xep.xep0066oob;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;

/// [XEP-0066](https://xmpp.org/extensions/xep-0066.html): Out of Band Data passes through the
/// server; a message that has nothing but an address is something to read (§3).
public final class Xep0066Oob implements Xep {

  @Override
  public Document document() {
    return new Document(66, "oob", "1.5");
  }

  @Override
  public void install(Registrar on) {
    on.readable(message -> message.has("jabber:x:oob", "x") ? true : null);
  }
}

package im.fenghuo.xep.xep0444reactions;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;

/// [XEP-0444](https://xmpp.org/extensions/xep-0444.html): Message Reactions are kept like messages,
/// but are nothing to read, whatever their body says to clients that do not know them.
public final class Xep0444Reactions implements Xep {

  @Override
  public Document document() {
    return new Document(444, "reactions", "0.2.1");
  }

  @Override
  public void install(Registrar on) {
    on.readable(message -> message.has("urn:xmpp:reactions:0", "reactions") ? false : null);
  }
}

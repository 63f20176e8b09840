package im.fenghuo.xep.xep0428fallback;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;

/// [XEP-0428](https://xmpp.org/extensions/xep-0428.html): Fallback Indication passes through the
/// server. Whether a message with a fallback is something to read, the extension knows that it
/// stands for: a shared file is, a reaction is not. Beside a chat state alone it says nothing
/// lasting.
public final class Xep0428Fallback implements Xep {

  @Override
  public Document document() {
    return new Document(428, "fallback", "0.2.1");
  }

  @Override
  public void install(Registrar on) {
    on.ephemeral("urn:xmpp:fallback:0");
  }
}

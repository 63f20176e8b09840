package im.fenghuo.xep.xep0203delay;

import im.fenghuo.api.Delay;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;

/// [XEP-0203](https://xmpp.org/extensions/xep-0203.html): Delayed Delivery. The stamp is put on
/// where messages are kept.
public final class Xep0203Delay implements Xep {

  @Override
  public Document document() {
    return new Document(203, "delay", "2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, Delay.NAMESPACE);
  }
}

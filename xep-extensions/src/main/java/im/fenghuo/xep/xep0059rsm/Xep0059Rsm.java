package im.fenghuo.xep.xep0059rsm;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.page.PageRequest;

/// [XEP-0059](https://xmpp.org/extensions/xep-0059.html): Result Set Management. What pages is in
/// the extensions that have pages.
public final class Xep0059Rsm implements Xep {

  @Override
  public Document document() {
    return new Document(59, "rsm", "1.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, PageRequest.NAMESPACE);
  }
}

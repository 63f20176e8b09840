package im.fenghuo.xep.xep0411bookmarksconversion;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;

/// [XEP-0411](https://xmpp.org/extensions/xep-0411.html): Bookmarks Conversion. Says that bookmarks
/// in private XML storage and in PEP are the same: the compatibility of XEP-0402, with less in it.
public final class Xep0411BookmarksConversion implements Xep {

  @Override
  public Document document() {
    return new Document(411, "bookmarks-conversion", "1.0.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, "urn:xmpp:bookmarks-conversion:0");
  }
}

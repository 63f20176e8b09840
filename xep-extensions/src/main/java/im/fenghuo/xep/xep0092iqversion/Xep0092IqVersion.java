package im.fenghuo.xep.xep0092iqversion;

import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;

/// [XEP-0092](https://xmpp.org/extensions/xep-0092.html): Software Version. The operating system is
/// nobody's business (§6).
public final class Xep0092IqVersion implements Xep {

  private static final String NAMESPACE = "jabber:iq:version";

  private final Directory directory;

  /// @param directory knows the version
  public Xep0092IqVersion(Directory directory) {
    this.directory = directory;
  }

  @Override
  public Document document() {
    return new Document(92, "iq-version", "1.1");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.EVERY_SERVICE, NAMESPACE);
    on.quickIq(Iq.Type.GET, Target.SERVER, NAMESPACE, "query", this::version);
    on.quickIq(Iq.Type.GET, Target.EVERY_SERVICE, NAMESPACE, "query", this::version);
  }

  private Element version(IqRequest request) {
    return Element.of(NAMESPACE, "query")
        .child("name", "Fenghuo")
        .child("version", directory.version())
        .build();
  }
}

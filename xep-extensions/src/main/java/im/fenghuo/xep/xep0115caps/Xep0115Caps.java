package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.Directory;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0115](https://xmpp.org/extensions/xep-0115.html): Entity Capabilities of the server itself,
/// told in its stream features, so that clients need not ask each time.
public final class Xep0115Caps implements Xep {

  private static final String NAMESPACE = "http://jabber.org/protocol/caps";
  private static final String NODE = "https://fenghuo.im";

  private final Directory directory;
  private volatile @Nullable String known; // a race only computes it twice

  /// @param directory what was registered
  public Xep0115Caps(Directory directory) {
    this.directory = directory;
  }

  @Override
  public Document document() {
    return new Document(115, "caps", "1.6.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.streamFeature(Registrar.Stage.AFTER_AUTHENTICATION, _ -> streamFeature());
    on.nodes(Target.SERVER, (_, node) -> node.equals(NODE + "#" + hash()) ? info() : null); // §6.2
  }

  /// §6.3.
  private Element streamFeature() {
    return Element.of(NAMESPACE, "c")
        .attribute("hash", "sha-1")
        .attribute("node", NODE)
        .attribute("ver", hash())
        .build();
  }

  /// Known only once everything is installed, so computed when first asked for.
  private String hash() {
    String hash = known;
    if (hash == null) {
      hash = CapsHash.sha1(info());
      known = hash;
    }
    return hash;
  }

  private DiscoInfo info() {
    return DiscoInfo.of(directory, Target.SERVER);
  }
}

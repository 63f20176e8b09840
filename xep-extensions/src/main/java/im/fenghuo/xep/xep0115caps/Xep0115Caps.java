package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.Capabilities;
import im.fenghuo.api.Db;
import im.fenghuo.api.Directory;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0115](https://xmpp.org/extensions/xep-0115.html): Entity Capabilities: of the server
/// itself, told in its stream features, so that clients need not ask each time; and of clients, as
/// they tell them in presence.
public final class Xep0115Caps implements Xep {

  private static final String NODE = "https://fenghuo.im";

  private final Directory directory;
  private final ClientCapabilities clients;
  private volatile @Nullable String known; // a race only computes it twice

  /// @param directory what was registered
  /// @param db where it is kept what clients can do
  public Xep0115Caps(Directory directory, Db db) {
    this.directory = directory;
    this.clients = new ClientCapabilities(new CapsTable(db));
  }

  /// What clients can do.
  public Capabilities clients() {
    return clients;
  }

  @Override
  public Document document() {
    return new Document(115, "caps", "1.6.0");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0115Caps.class, List.of("schema/0001-caps.sql"));
    on.feature(Target.SERVER, Caps.NAMESPACE);
    on.streamFeature(Registrar.Stage.AFTER_AUTHENTICATION, _ -> streamFeature());
    on.nodes(Target.SERVER, (_, node) -> node.equals(NODE + "#" + hash()) ? info() : null); // §6.2
  }

  /// §6.3.
  private Element streamFeature() {
    return Element.of(Caps.NAMESPACE, "c")
        .attribute("hash", "sha-1")
        .attribute("node", NODE)
        .attribute("ver", hash())
        .build();
  }

  /// Known only once everything is installed, so computed when first asked for.
  private String hash() {
    String hash = known;
    if (hash == null) {
      hash = CapsHash.sha1(info().toElement(null));
      known = hash;
    }
    return hash;
  }

  private DiscoInfo info() {
    return DiscoInfo.of(directory, Target.SERVER);
  }
}

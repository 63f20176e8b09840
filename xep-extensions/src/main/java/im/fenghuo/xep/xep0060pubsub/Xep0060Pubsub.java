package im.fenghuo.xep.xep0060pubsub;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.pubsub.Pubsub;

/// [XEP-0060](https://xmpp.org/extensions/xep-0060.html): Publish-Subscribe, as the service
/// `pubsub.DOMAIN`. Everything but collections (XEP-0248), several subscriptions of one JID,
/// delivery that depends on presence, and the ad-hoc command for pending requests.
public final class Xep0060Pubsub implements Xep {

  private static final Target SERVICE = Target.service("pubsub");

  private final Pubsub pubsub;

  /// @param pubsub the engine
  public Xep0060Pubsub(Pubsub pubsub) {
    this.pubsub = pubsub;
  }

  @Override
  public Document document() {
    return new Document(60, "pubsub", "1.24.1");
  }

  @Override
  public void install(Registrar on) {
    on.identity(SERVICE, new Registrar.Identity("pubsub", "service", "Publish-Subscribe"));
    pubsub.installTables(on);
    pubsub.installService(on, SERVICE);
  }
}

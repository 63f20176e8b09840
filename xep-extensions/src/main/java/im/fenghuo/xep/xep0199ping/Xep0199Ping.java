package im.fenghuo.xep.xep0199ping;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0199](https://xmpp.org/extensions/xep-0199.html): XMPP Ping.
public final class Xep0199Ping implements Xep {

  private static final String NAMESPACE = "urn:xmpp:ping";

  @Override
  public Document document() {
    return new Document(199, "ping", "2.0.1");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.EVERY_SERVICE, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.quickIq(Iq.Type.GET, Target.SERVER, NAMESPACE, "ping", _ -> null); // §4.2
    on.quickIq(Iq.Type.GET, Target.EVERY_SERVICE, NAMESPACE, "ping", _ -> null);
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "ping", Xep0199Ping::pong);
    on.liveness(Element.of(NAMESPACE, "ping").build()); // §4.1
  }

  /// §4.2 without `to`. To others an account is there only if they may know of it.
  private static @Nullable Element pong(IqRequest request) throws StanzaException {
    if (request.maySeePresence()) {
      return null;
    }
    throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
  }
}

package im.fenghuo.stream;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;

/// Session establishment, which RFC 3921 §3 wanted after binding a resource and which means nothing
/// any more. Many clients ask for it wherever it is offered, so that it is answered, and old ones
/// do not go on without it, so that it is offered.
public final class SessionFeature {

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-session";

  private SessionFeature() {}

  /// The stream feature.
  static Element feature() {
    return Element.of(NAMESPACE, "session")
        .child(Element.of(NAMESPACE, "optional").build())
        .build();
  }

  /// Answers the request.
  public static void install(Registrar on) {
    on.quickIq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "session", _ -> null);
    on.quickIq(Iq.Type.SET, Target.SERVER, NAMESPACE, "session", _ -> null);
  }
}

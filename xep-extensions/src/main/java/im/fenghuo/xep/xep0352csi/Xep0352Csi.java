package im.fenghuo.xep.xep0352csi;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;

/// [XEP-0352](https://xmpp.org/extensions/xep-0352.html): Client State Indication. A client that
/// nobody looks at is not woken for what can wait.
public final class Xep0352Csi implements Xep {

  private static final String NAMESPACE = "urn:xmpp:csi:0";
  private static final String INACTIVE = "inactive";

  private final CsiSettings settings;

  /// @param settings what may wait
  public Xep0352Csi(CsiSettings settings) {
    this.settings = settings;
  }

  @Override
  public Document document() {
    return new Document(352, "csi", "1.0.0");
  }

  @Override
  public void install(Registrar on) {
    on.streamFeature(
        Registrar.Stage.AFTER_AUTHENTICATION, _ -> Element.of(NAMESPACE, "csi").build());
    on.nonza(NAMESPACE, "active", (_, session) -> session.holdBack(false));
    on.nonza(NAMESPACE, INACTIVE, (_, session) -> session.holdBack(true));
    on.bindFeature(
        NAMESPACE,
        (request, session) -> {
          session.holdBack(request.name().equals(INACTIVE));
          return null;
        });
    on.holding(new Patience(settings)::key);
    on.sessions(
        new Registrar.SessionListener() {
          @Override
          public void bound(Session session) {
            // A stream begins in active state (§4.2).
          }

          @Override
          public void gone(Session session) {
            // What was held is of no use any more.
          }

          @Override
          public void resumed(Session session) {
            session.holdBack(false); // §5.2
          }
        });
  }
}

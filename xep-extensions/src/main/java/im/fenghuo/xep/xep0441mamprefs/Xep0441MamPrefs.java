package im.fenghuo.xep.xep0441mamprefs;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;

/// [XEP-0441](https://xmpp.org/extensions/xep-0441.html): Message Archive Management Preferences.
/// Everything is archived, since offline messages and catching up are reads of the archive; clients
/// are told so, and cannot change it.
public final class Xep0441MamPrefs implements Xep {

  private static final String NAMESPACE = "urn:xmpp:mam:2";
  private static final String NOT_YOURS = "this is somebody else's archive";

  @Override
  public Document document() {
    return new Document(441, "mamprefs", "0.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "prefs", Xep0441MamPrefs::get);
    on.quickIq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "prefs", Xep0441MamPrefs::set);
  }

  private static Element get(IqRequest request) throws StanzaException {
    request.ownSession(NOT_YOURS);
    return Element.of(NAMESPACE, "prefs")
        .attribute("default", "always")
        .child("always", "")
        .child("never", "")
        .build();
  }

  /// Who wants what is the case anyway gets it.
  private static Element set(IqRequest request) throws StanzaException {
    request.ownSession(NOT_YOURS);
    Element never = request.payload().child(NAMESPACE, "never");
    boolean isAll = "always".equals(request.payload().attribute("default"));
    if (!isAll || (never != null && !never.children().isEmpty())) {
      throw new StanzaException(Condition.NOT_ALLOWED, "all messages are archived here");
    }
    return get(request);
  }
}

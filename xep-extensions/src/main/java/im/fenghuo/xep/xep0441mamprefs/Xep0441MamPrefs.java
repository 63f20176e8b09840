package im.fenghuo.xep.xep0441mamprefs;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// [XEP-0441](https://xmpp.org/extensions/xep-0441.html): Message Archive Management Preferences.
///
/// Somebody who wants nothing to be archived still gets what came while no client was there: it
/// waits in the archive, and stays there. The sender was told that it is kept.
public final class Xep0441MamPrefs implements Xep {

  private static final String NOT_YOURS = "this is somebody else's archive";
  private static final Account.Key<Preferences> KEY = new Account.Key<>("archive preferences");

  private final Db db;

  /// @param db where the preferences are kept
  public Xep0441MamPrefs(Db db) {
    this.db = db;
  }

  @Override
  public Document document() {
    return new Document(441, "mamprefs", "0.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0441MamPrefs.class, List.of("schema/0001-archive-preference.sql"));
    on.accountState(KEY, account -> Preferences.load(db, account));
    on.accountPart(new PreferencesPart(db));
    on.keeping((account, peer) -> account.get(KEY).isArchived(account, peer));
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, Preferences.NAMESPACE, "prefs", Xep0441MamPrefs::get);
    on.iq(Iq.Type.SET, Target.ACCOUNT, Preferences.NAMESPACE, "prefs", this::set);
  }

  private static Element get(IqRequest request) throws StanzaException {
    return request.ownSession(NOT_YOURS).account().get(KEY).toElement();
  }

  /// Blocks.
  private Element set(IqRequest request) throws StanzaException {
    Account account = request.ownSession(NOT_YOURS).account();
    Preferences wished = Preferences.of(request.payload());
    wished.store(db, account.id());
    account.set(KEY, wished);
    return wished.toElement();
  }
}

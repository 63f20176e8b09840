package im.fenghuo.xep.xep0054vcardtemp;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Vcards;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0054](https://xmpp.org/extensions/xep-0054.html): vcard-temp.
public final class Xep0054VcardTemp implements Xep, Vcards {

  static final String NAMESPACE = "vcard-temp";

  private final Db db;
  private final List<Vcards.Listener> listeners = new ArrayList<>(); // only read, once installed

  /// @param db where the vCards are kept
  public Xep0054VcardTemp(Db db) {
    this.db = db;
  }

  @Override
  public Document document() {
    return new Document(54, "vcard-temp", "1.3.0");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0054VcardTemp.class, List.of("schema/0001-vcard.sql"));
    on.accountPart(new VcardPart(this));
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "vCard", this::get);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "vCard", this::set);
  }

  /// Blocks. §3.1 and §3.3.
  private Element get(IqRequest request) throws StanzaException {
    Element vcard = get(request.account());
    if (vcard != null) {
      return vcard;
    }
    if (request.isOwn()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no vCard yet");
    }
    // §3.3: the same condition as for an account that does not exist, against harvesting.
    throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
  }

  /// Blocks. §3.2.
  private @Nullable Element set(IqRequest request) throws StanzaException {
    request.ownSession("this is somebody else's vCard");
    put(request.account(), request.payload());
    for (Vcards.Listener listener : listeners) {
      listener.changed(request.account(), request.payload());
    }
    return null;
  }

  @Override
  public @Nullable Element get(Account account) {
    return get(account.id());
  }

  @Nullable Element get(long account) {
    return db.queryOne("SELECT xml FROM vcard WHERE account = $1", account)
        .map(row -> row.element(0))
        .orElse(null);
  }

  @Override
  public void put(Account account, Element vcard) {
    put(account.id(), vcard);
  }

  void put(long account, Element vcard) {
    db.update(
        """
        INSERT INTO vcard (account, xml) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET xml = excluded.xml
        """,
        account,
        vcard.toBytes(""));
  }

  @Override
  public void listen(Vcards.Listener listener) {
    listeners.add(listener);
  }
}

package im.fenghuo.xep.xep0054vcardtemp;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [XEP-0054](https://xmpp.org/extensions/xep-0054.html): vcard-temp.
public final class Xep0054VcardTemp implements Xep {

  private static final String NAMESPACE = "vcard-temp";

  private final Db db;

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
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "vCard", this::get);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "vCard", this::set);
  }

  /// Blocks. §3.1 and §3.3.
  private Element get(IqRequest request) throws StanzaException {
    Optional<Row> row =
        db.queryOne("SELECT xml FROM vcard WHERE account = $1", request.account().id());
    if (row.isPresent()) {
      return row.get().element(0);
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
    db.update(
        """
        INSERT INTO vcard (account, xml) VALUES ($1, $2)
        ON CONFLICT (account) DO UPDATE SET xml = excluded.xml
        """,
        request.account().id(),
        request.payload().toBytes(""));
    return null;
  }
}

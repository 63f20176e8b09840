package im.fenghuo.xep.xep0313mam;

import im.fenghuo.api.Account;
import im.fenghuo.api.Archive;
import im.fenghuo.api.ArchiveField;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// [XEP-0313](https://xmpp.org/extensions/xep-0313.html): Message Archive Management, for the
/// archives of accounts.
public final class Xep0313Mam implements Xep {

  private static final String NAMESPACE = MamCodec.NAMESPACE;

  /// §7.1: an archive is for its owner alone.
  private static final String NOT_YOURS = "this is somebody else's archive";

  private final Archive archive;
  private final MamSettings settings;
  private final List<ArchiveField> more;

  /// @param archive what is asked
  /// @param settings how much is sent at a time
  /// @param more what else can be asked; the first such field that is filled in counts
  public Xep0313Mam(Archive archive, MamSettings settings, List<ArchiveField> more) {
    this.archive = archive;
    this.settings = settings;
    this.more = more;
  }

  @Override
  public Document document() {
    return new Document(313, "mam", "1.1.3");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE + "#extended");
    on.feature(Target.ACCOUNT, NAMESPACE + "#groupchat-field");
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "query", this::find);
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "query", this::form);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "metadata", this::metadata);
    on.command(Target.ACCOUNT, new PurgeCommand(archive).command());
    // XEP-0386 §4: what a client has to catch up on, when it has just come online.
    on.bound((account, archived) -> MamCodec.metadata(archive.ends(account, archived)));
  }

  /// Blocks. §4: the page, then the answer.
  private Element find(IqRequest request) throws StanzaException {
    Session session = request.ownSession(NOT_YOURS);
    Element payload = request.payload();
    Archive.Page page = find(session.account(), payload);
    List<Archive.Entry> entries =
        payload.has(NAMESPACE, "flip-page") ? page.entries().reversed() : page.entries(); // §4.3.4
    MamCodec.results(entries, payload.attribute("queryid"), session.account().jid(), session.jid())
        .forEach(session::send);
    return MamCodec.fin(page);
  }

  private Archive.Page find(Account account, Element payload) throws StanzaException {
    Archive.Query query = MamCodec.query(payload, settings, more);
    DataForm form = DataForm.in(payload);
    for (ArchiveField field : more) {
      String value = form == null ? null : form.value(field.field().name());
      if (value != null && !value.isBlank()) {
        return field.find(account, query, value);
      }
    }
    return archive.find(account, query);
  }

  private Element form(IqRequest request) throws StanzaException {
    request.ownSession(NOT_YOURS);
    return MamCodec.form(more);
  }

  /// Blocks.
  private Element metadata(IqRequest request) throws StanzaException {
    return MamCodec.metadata(archive.ends(request.ownSession(NOT_YOURS).account()));
  }
}

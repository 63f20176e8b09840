package im.fenghuo.xep.xep0313mam;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.mam.ArchiveQueries;
import im.fenghuo.muc.RoomRegistrar;

/// [XEP-0313](https://xmpp.org/extensions/xep-0313.html): Message Archive Management, for the
/// archives of accounts and of rooms.
public final class Xep0313Mam implements Xep {

  private static final String NAMESPACE = ArchiveQueries.NAMESPACE;

  /// §7.1: an archive is for its owner alone.
  private static final String NOT_YOURS = "this is somebody else's archive";

  private final Archive archive;
  private final ArchiveQueries queries;
  private final RoomRegistrar rooms;

  /// @param archive what is purged
  /// @param queries what is asked
  /// @param rooms where rooms are asked, too
  public Xep0313Mam(Archive archive, ArchiveQueries queries, RoomRegistrar rooms) {
    this.archive = archive;
    this.queries = queries;
    this.rooms = rooms;
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
    on.bound(queries::metadata);
    new RoomArchives(queries).install(rooms);
  }

  /// Blocks.
  private Element find(IqRequest request) throws StanzaException {
    Session session = request.ownSession(NOT_YOURS);
    ArchiveQueries.Answer answer =
        queries.find(session.account(), request.payload(), session.account().jid(), session.jid());
    answer.results().forEach(session::send);
    return answer.fin();
  }

  private Element form(IqRequest request) throws StanzaException {
    request.ownSession(NOT_YOURS);
    return queries.form();
  }

  /// Blocks.
  private Element metadata(IqRequest request) throws StanzaException {
    return queries.metadata(request.ownSession(NOT_YOURS).account());
  }
}

package im.fenghuo.account;

import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import im.fenghuo.archive.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a stanza passes.
///
/// @param recipients the sessions that the core delivers it to
/// @param receipt waits for what is done afterwards; null where nothing can be
public record StanzaRoute(
    LocalAccount account,
    @Nullable ClientSession session,
    @Nullable String archiveId,
    List<Session> recipients,
    @Nullable Receipt receipt)
    implements Route {

  /// A stanza that a session sends.
  public static StanzaRoute sent(ClientSession session) {
    return new StanzaRoute(session.account(), session, null, List.of(), null);
  }

  /// A message that a session sends, in a step of its lane.
  static StanzaRoute sent(ClientSession session, Receipt receipt) {
    return new StanzaRoute(session.account(), session, null, List.of(), receipt);
  }

  /// A stanza that an account receives.
  public static StanzaRoute received(LocalAccount account) {
    return new StanzaRoute(account, null, null, List.of(), null);
  }

  StanzaRoute archivedAs(@Nullable String id) {
    return new StanzaRoute(account, session, id, recipients, receipt);
  }

  /// The same for a stanza that the core delivers to these sessions.
  public StanzaRoute deliveredTo(@Nullable String id, List<? extends Session> sessions) {
    return new StanzaRoute(account, session, id, List.copyOf(sessions), receipt);
  }

  @Override
  public void afterwards(Runnable work) {
    if (session == null || receipt == null) {
      throw new IllegalStateException("only after a message that a session sends");
    }
    Afterwards.of(session, receipt, work);
  }
}

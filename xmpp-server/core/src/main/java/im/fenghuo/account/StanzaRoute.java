package im.fenghuo.account;

import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a stanza passes.
///
/// @param recipients the sessions that the core delivers it to
public record StanzaRoute(
    LocalAccount account,
    @Nullable ClientSession session,
    @Nullable String archiveId,
    List<Session> recipients)
    implements Route {

  /// A stanza that a session sends.
  public static StanzaRoute sent(ClientSession session) {
    return new StanzaRoute(session.account(), session, null, List.of());
  }

  /// A stanza that an account receives.
  public static StanzaRoute received(LocalAccount account) {
    return new StanzaRoute(account, null, null, List.of());
  }

  StanzaRoute archivedAs(@Nullable String id) {
    return new StanzaRoute(account, session, id, recipients);
  }

  /// The same for a stanza that the core delivers to these sessions.
  public StanzaRoute deliveredTo(@Nullable String id, List<? extends Session> sessions) {
    return new StanzaRoute(account, session, id, List.copyOf(sessions));
  }
}

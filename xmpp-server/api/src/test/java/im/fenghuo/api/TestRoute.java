package im.fenghuo.api;

import java.util.List;

/// Where a stanza of a test passes.
public record TestRoute(
    Account account, Session session, String archiveId, List<Session> recipients) implements Route {

  /// A stanza that a session sends.
  public static TestRoute sent(Session session, String archiveId) {
    return new TestRoute(session.account(), session, archiveId, List.of());
  }

  @Override
  public void afterwards(Runnable work) {
    work.run();
  }

  /// A stanza that an account receives.
  public static TestRoute received(Account account, String archiveId, Session... recipients) {
    return new TestRoute(account, null, archiveId, List.of(recipients));
  }
}

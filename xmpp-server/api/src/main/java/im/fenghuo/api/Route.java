package im.fenghuo.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a stanza passes: which account, and on whose behalf.
public interface Route {

  /// The account whose lane the stanza passes.
  Account account();

  /// The session that sent it; null for a stanza that the account receives.
  @Nullable Session session();

  /// The id that the account's archive has given the message, or null when it is not archived.
  @Nullable String archiveId();

  /// Has something done that may wait, on a virtual thread, after the stanza has been passed on and
  /// before the sender's next one. The stanza counts as handled when it is done; while storage does
  /// not answer, it is done again. Only for a message that a session sends, and inline.
  ///
  /// @param work may block, and may be done more than once
  void afterwards(Runnable work);

  /// The sessions of this account that the core delivers the stanza to; empty for one that is sent.
  List<Session> recipients();
}

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

  /// The sessions of this account that the core delivers the stanza to; empty for one that is sent.
  List<Session> recipients();
}

package im.fenghuo.sasl;

import java.time.Instant;
import java.util.List;

/// Where tokens are kept. A client has at most two: one that it has used, and a newer one of which
/// nobody knows yet whether it received it (XEP-0484 §5.1).
public interface TokenStore {

  /// Clients of one account that may have tokens; beyond it those that expire first lose theirs.
  int CLIENTS_PER_ACCOUNT = 100;

  /// Blocks. The client's tokens, expired ones included, the newest first.
  List<FastToken> find(String localpart, String domain, String client);

  /// Blocks. Adds an unused token, in place of the client's unused one if there is one (§3.5).
  void add(FastToken token);

  /// Blocks. Notes that `token` was used, with `count` (0 when the client did not count), and
  /// removes the client's tokens that expire earlier. False, and nothing is changed, when the token
  /// has been removed meanwhile or `count` is neither 0 nor larger than any before: a replay.
  boolean use(FastToken token, long count);

  /// Blocks. Removes one token.
  void remove(FastToken token);

  /// Blocks. Removes all tokens of an account: it was removed, or its password was changed.
  void removeAll(String localpart, String domain);

  /// Blocks. Removes tokens that expired before `time`, of all accounts.
  void removeExpired(Instant time);
}

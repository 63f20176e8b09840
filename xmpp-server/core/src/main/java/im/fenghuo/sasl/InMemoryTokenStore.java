package im.fenghuo.sasl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Tokens that are forgotten when the server stops.
public final class InMemoryTokenStore implements TokenStore {

  private final List<FastToken> tokens = new ArrayList<>();

  @Override
  public synchronized List<FastToken> find(String localpart, String domain, String client) {
    return tokens.stream()
        .filter(isOf(localpart, domain).and(token -> token.client().equals(client)))
        .sorted(Comparator.comparing(FastToken::expires).reversed())
        .toList();
  }

  @Override
  public synchronized void add(FastToken token) {
    tokens.removeIf(isOfClient(token).and(each -> !each.isUsed()));
    tokens.add(token);
    Predicate<FastToken> isOfAccount = isOf(token.localpart(), token.domain());
    long excess = tokens.stream().filter(isOfAccount).count() - CLIENTS_PER_ACCOUNT;
    tokens.removeAll(
        tokens.stream()
            .filter(isOfAccount)
            .sorted(Comparator.comparing(FastToken::expires))
            .limit(Math.max(0, excess))
            .toList());
  }

  @Override
  public synchronized boolean use(FastToken token, long count) {
    FastToken stored =
        tokens.stream().filter(each -> each.id().equals(token.id())).findFirst().orElse(null);
    if (stored == null || (count != 0 && count <= stored.count())) {
      return false;
    }
    tokens.remove(stored);
    tokens.removeIf(isOfClient(token).and(each -> each.expires().isBefore(stored.expires())));
    tokens.add(stored.used(Math.max(count, stored.count())));
    return true;
  }

  @Override
  public synchronized void remove(FastToken token) {
    tokens.removeIf(each -> each.id().equals(token.id()));
  }

  @Override
  public synchronized void removeAll(String localpart, String domain) {
    tokens.removeIf(isOf(localpart, domain));
  }

  @Override
  public synchronized void removeExpired(Instant time) {
    tokens.removeIf(token -> token.expires().isBefore(time));
  }

  private static Predicate<FastToken> isOf(String localpart, String domain) {
    return token -> token.localpart().equals(localpart) && token.domain().equals(domain);
  }

  private static Predicate<FastToken> isOfClient(FastToken other) {
    return isOf(other.localpart(), other.domain())
        .and(token -> token.client().equals(other.client()));
  }
}

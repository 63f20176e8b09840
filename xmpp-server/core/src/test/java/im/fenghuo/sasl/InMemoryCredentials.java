package im.fenghuo.sasl;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Accounts that live as long as a test.
public final class InMemoryCredentials implements Credentials {

  private final Map<String, ScramCredentials> accounts = new ConcurrentHashMap<>();
  private int lookups;

  public InMemoryCredentials with(String localpart, String domain, String password) {
    try {
      return with(localpart, domain, ScramCredentials.derive(password, 4096, new SecureRandom()));
    } catch (SaslException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public InMemoryCredentials with(String localpart, String domain, ScramCredentials credentials) {
    accounts.put(localpart + '@' + domain, credentials);
    return this;
  }

  public int lookups() {
    return lookups;
  }

  @Override
  public @Nullable ScramCredentials find(String localpart, String domain) {
    lookups++;
    return accounts.get(localpart + '@' + domain);
  }

  @Override
  public void add(String localpart, String domain, ScramKeys keys) {
    accounts.computeIfPresent(localpart + '@' + domain, (name, before) -> before.with(keys));
  }

  @Override
  public void addAnonymous(String localpart, String domain) {
    // Nobody can sign in to it again.
  }
}

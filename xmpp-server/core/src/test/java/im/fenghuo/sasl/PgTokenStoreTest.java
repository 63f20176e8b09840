package im.fenghuo.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.storage.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgTokenStoreTest extends TokenStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @Override
  TokenStore newStore() {
    DATABASE.db().update("DELETE FROM account");
    DATABASE
        .db()
        .update(
            """
            INSERT INTO account (localpart, domainpart)
            VALUES ('juliet', 'example.org'), ('romeo', 'example.org')\
            """);
    return new PgTokenStore(DATABASE.db());
  }

  @Test
  void an_account_takes_its_tokens_with_it() {
    TokenStore store = newStore();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    store.add(
        new FastToken(
            "juliet",
            "example.org",
            "phone",
            Octets.of((byte) 1),
            SaslMechanism.HT_SHA_256_NONE,
            now,
            now.plusSeconds(60),
            0,
            false));

    DATABASE.db().update("DELETE FROM account WHERE localpart = 'juliet'");

    assertThat(store.find("juliet", "example.org", "phone")).isEmpty();
  }
}

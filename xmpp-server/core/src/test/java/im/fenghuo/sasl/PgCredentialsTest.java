package im.fenghuo.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.storage.TestDatabase;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgCredentialsTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final String DOMAIN = "localhost";
  private static final Octets SALT = Octets.of((byte) 1);

  private final Credentials credentials = new PgCredentials(DATABASE.db());

  @BeforeEach
  void clear() {
    DATABASE.db().update("DELETE FROM account");
  }

  @Test
  void what_was_derived_from_a_password_is_found() throws SaslException {
    ScramCredentials derived = ScramCredentials.derive("secret", 4096, new SecureRandom());
    insert("juliet", derived.toText(), false);

    assertThat(credentials.find("juliet", DOMAIN)).isEqualTo(derived);
    assertThat(credentials.find("juliet", "elsewhere")).isNull();
    assertThat(credentials.find("romeo", DOMAIN)).isNull();
  }

  @Test
  void accounts_that_are_disabled_or_have_no_password_cannot_sign_in() {
    insert("disabled", keys(ScramHash.SHA_1).toText(), true);
    insert("empty", "", false);
    credentials.addAnonymous("anonymous", DOMAIN);

    assertThat(credentials.find("disabled", DOMAIN)).isNull();
    assertThat(credentials.find("empty", DOMAIN)).isNull();
    assertThat(credentials.find("anonymous", DOMAIN)).isNull();
  }

  @Test
  void keys_for_a_further_hash_are_added_to_those_that_are_there() {
    insert("juliet", keys(ScramHash.SHA_1).toText(), false);

    credentials.add("juliet", DOMAIN, keys(ScramHash.SHA_512));
    credentials.add("nobody", DOMAIN, keys(ScramHash.SHA_512));

    assertThat(credentials.find("juliet", DOMAIN).hashes())
        .containsExactlyInAnyOrder(ScramHash.SHA_1, ScramHash.SHA_512);
  }

  private static ScramKeys keys(ScramHash hash) {
    return ScramKeys.derive(hash, "secret", SALT, 1);
  }

  private static void insert(String localpart, String scram, boolean disabled) {
    DATABASE
        .db()
        .update(
            """
            INSERT INTO account (localpart, domainpart, scram, disabled)
            VALUES ($1, 'localhost', $2, $3)\
            """,
            localpart,
            scram,
            disabled);
  }
}

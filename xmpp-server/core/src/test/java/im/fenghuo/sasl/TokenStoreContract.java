package im.fenghuo.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of tokens must do.
abstract class TokenStoreContract {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private TokenStore store = new InMemoryTokenStore();
  private int made;

  abstract TokenStore newStore();

  @BeforeEach
  void start() {
    store = newStore();
  }

  private FastToken token(String localpart, String client, int day) {
    Instant issued = START.plusSeconds(86_400L * day);
    return new FastToken(
        localpart,
        "example.org",
        client,
        Octets.of(new byte[] {(byte) made++, (byte) made}),
        SaslMechanism.HT_SHA_256_NONE,
        issued,
        issued.plusSeconds(86_400L * 21),
        0,
        false);
  }

  private FastToken added(String localpart, String client, int day) {
    FastToken token = token(localpart, client, day);
    store.add(token);
    return token;
  }

  @Test
  void a_token_is_found_by_its_client_only() {
    FastToken token = added("juliet", "phone", 0);

    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(token);
    assertThat(store.find("juliet", "example.org", "laptop")).isEmpty();
    assertThat(store.find("juliet", "example.com", "phone")).isEmpty();
    assertThat(store.find("romeo", "example.org", "phone")).isEmpty();
  }

  @Test
  void a_new_token_replaces_one_that_was_never_used() {
    added("juliet", "phone", 0);
    FastToken second = added("juliet", "phone", 1);

    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(second);
  }

  @Test
  void a_new_token_leaves_the_used_one_until_it_is_used_itself() {
    FastToken first = added("juliet", "phone", 0);
    assertThat(store.use(first, 0)).isTrue();
    FastToken second = added("juliet", "phone", 1);

    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(second, first.used(0));

    assertThat(store.use(second, 0)).isTrue();
    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(second.used(0));
    assertThat(store.use(first, 0)).isFalse();
  }

  @Test
  void the_old_token_may_be_used_while_a_new_one_waits() {
    FastToken first = added("juliet", "phone", 0);
    store.use(first, 0);
    FastToken second = added("juliet", "phone", 1);

    assertThat(store.use(first, 0)).isTrue();
    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(second, first.used(0));
  }

  @Test
  void a_count_must_grow() {
    FastToken token = added("juliet", "phone", 0);

    assertThat(store.use(token, 5)).isTrue();
    assertThat(store.use(token, 5)).isFalse();
    assertThat(store.use(token, 4)).isFalse();
    assertThat(store.use(token, 0)).isTrue();
    assertThat(store.use(token, 6)).isTrue();
    assertThat(store.find("juliet", "example.org", "phone")).containsExactly(token.used(6));
  }

  @Test
  void tokens_can_be_removed_one_by_one_by_account_and_by_time() {
    FastToken phone = added("juliet", "phone", 0);
    FastToken laptop = added("juliet", "laptop", 1);
    added("juliet", "tablet", 2);
    FastToken other = added("romeo", "phone", 2);

    store.remove(phone);
    assertThat(store.find("juliet", "example.org", "phone")).isEmpty();

    store.removeExpired(laptop.expires().plusSeconds(1));
    assertThat(store.find("juliet", "example.org", "laptop")).isEmpty();

    store.removeAll("juliet", "example.org");
    assertThat(store.find("juliet", "example.org", "tablet")).isEmpty();
    assertThat(store.find("romeo", "example.org", "phone")).containsExactly(other);
  }

  @Test
  void an_account_has_so_many_clients_and_no_more() {
    for (int i = 0; i < TokenStore.CLIENTS_PER_ACCOUNT; i++) {
      added("juliet", "client" + i, i);
    }
    assertThat(store.find("juliet", "example.org", "client0")).hasSize(1);

    added("juliet", "one more", 500);

    assertThat(store.find("juliet", "example.org", "client0")).isEmpty();
    assertThat(store.find("juliet", "example.org", "client1")).hasSize(1);
    assertThat(store.find("juliet", "example.org", "one more")).hasSize(1);
  }
}

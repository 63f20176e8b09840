package im.fenghuo.sasl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastTokensTest {

  private static final SaslMechanism NONE = SaslMechanism.HT_SHA_256_NONE;
  private static final SaslMechanism EXPR = SaslMechanism.HT_SHA_256_EXPR;
  private static final Octets EXPORTED = Octets.ofUtf8("exported");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final ServerSecret secret = ServerSecret.of(Octets.ofUtf8("s".repeat(32)));
  private final InMemoryTokenStore store = new InMemoryTokenStore();
  private final FastTokens tokens =
      new FastTokens(store, secret, FastTokens.Policy.DEFAULT, clock, new SecureRandom());

  private String issue(SaslMechanism mechanism) {
    return tokens.issue("juliet", "example.org", "phone", mechanism).token();
  }

  private Step authenticate(SaslMechanism mechanism, String token, long count) {
    return authenticate(
        mechanism,
        message(token, mechanism == EXPR ? EXPORTED : Octets.EMPTY),
        new TokenUse("phone", count));
  }

  private Step authenticate(
      SaslMechanism mechanism, @Nullable Octets message, @Nullable TokenUse use) {
    SaslOffer offer =
        new SaslOffer(
            "example.org",
            null,
            "",
            List.of(),
            List.of(EXPR, NONE),
            Map.of(ChannelBinding.TLS_EXPORTER, EXPORTED));
    return new HashedTokenServer(mechanism, offer, tokens, localpart -> {}, use).respond(message);
  }

  private static Octets message(String token, Octets binding) {
    return Octets.ofUtf8("juliet\0").plus(hash(token, "Initiator", binding));
  }

  private static Octets hash(String token, String role, Octets binding) {
    return ScramHash.SHA_256.hmac(Octets.ofUtf8(token), Octets.ofUtf8(role).plus(binding));
  }

  private static void assertFails(Step step, SaslError error) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Failure.class, failure -> assertThat(failure.error()).isEqualTo(error));
  }

  @Test
  void a_token_signs_in_and_the_server_proves_to_know_it() {
    String token = issue(EXPR);

    Step.Success success = (Step.Success) authenticate(EXPR, token, 0);

    assertThat(success.localpart()).isEqualTo("juliet");
    assertThat(success.data()).isEqualTo(hash(token, "Responder", EXPORTED));
    assertThat(success.facts().binding()).isEqualTo(ChannelBinding.TLS_EXPORTER);
    assertThat(requireNonNull(success.facts().token()).client()).isEqualTo("phone");
  }

  @Test
  void a_token_is_good_for_its_mechanism_only() {
    String token = issue(EXPR);

    assertFails(authenticate(NONE, token, 0), SaslError.NOT_AUTHORIZED);
  }

  @Test
  void a_token_is_good_on_its_channel_only() {
    String token = issue(EXPR);

    assertFails(
        authenticate(
            EXPR, message(token, Octets.ofUtf8("other channel")), new TokenUse("phone", 0)),
        SaslError.NOT_AUTHORIZED);
  }

  @Test
  void a_token_is_good_for_its_client_only() {
    String token = issue(NONE);

    assertFails(
        authenticate(NONE, message(token, Octets.EMPTY), new TokenUse("laptop", 0)),
        SaslError.NOT_AUTHORIZED);
  }

  @Test
  void a_token_expires_and_the_client_is_told_so() {
    String token = issue(NONE);
    now = now.plus(Duration.ofDays(21));

    assertFails(authenticate(NONE, token, 0), SaslError.CREDENTIALS_EXPIRED);
    assertFails(authenticate(NONE, "wrong", 0), SaslError.NOT_AUTHORIZED);
  }

  @Test
  void a_replay_is_noticed_where_the_client_counts() {
    String token = issue(NONE);

    assertThat(authenticate(NONE, token, 1)).isInstanceOf(Step.Success.class);
    assertFails(authenticate(NONE, token, 1), SaslError.NOT_AUTHORIZED);
    assertThat(authenticate(NONE, token, 2)).isInstanceOf(Step.Success.class);
  }

  @Test
  void a_new_token_works_beside_the_old_one_until_it_is_used() {
    String old = issue(NONE);
    Step.Success first = (Step.Success) authenticate(NONE, old, 0);
    assertThat(tokens.isDueForRotation(requireNonNull(first.facts().token()))).isFalse();

    now = now.plus(Duration.ofDays(2));
    Step.Success second = (Step.Success) authenticate(NONE, old, 0);
    assertThat(tokens.isDueForRotation(requireNonNull(second.facts().token()))).isTrue();

    String fresh = issue(NONE);
    assertThat(authenticate(NONE, old, 0)).isInstanceOf(Step.Success.class);
    assertThat(authenticate(NONE, fresh, 0)).isInstanceOf(Step.Success.class);
    assertFails(authenticate(NONE, old, 0), SaslError.NOT_AUTHORIZED);
  }

  @Test
  void an_invalidated_token_is_worth_nothing() {
    String token = issue(NONE);
    Step.Success success = (Step.Success) authenticate(NONE, token, 0);

    tokens.invalidate(requireNonNull(success.facts().token()));

    assertFails(authenticate(NONE, token, 0), SaslError.NOT_AUTHORIZED);
  }

  @Test
  void what_is_stored_is_not_the_token() {
    String token = issue(NONE);
    FastToken stored = store.find("juliet", "example.org", "phone").getFirst();
    FastTokens thief =
        new FastTokens(
            store,
            ServerSecret.of(Octets.ofUtf8("t".repeat(32))),
            FastTokens.Policy.DEFAULT,
            clock,
            new SecureRandom());

    assertThat(stored.toString()).doesNotContain(token);
    assertThat(thief.response(stored, Octets.EMPTY))
        .isNotEqualTo(tokens.response(stored, Octets.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "juliet", "juliet\0", "\0hash"})
  void a_malformed_message_is_refused(String message) {
    assertFails(
        authenticate(NONE, Octets.ofUtf8(message), new TokenUse("phone", 0)),
        SaslError.MALFORMED_REQUEST);
  }

  @Test
  void a_token_without_a_client_or_without_a_response_is_refused() {
    String token = issue(NONE);

    assertFails(
        authenticate(NONE, message(token, Octets.EMPTY), null), SaslError.MALFORMED_REQUEST);
    assertFails(authenticate(NONE, null, new TokenUse("phone", 0)), SaslError.MALFORMED_REQUEST);
  }

  @Test
  void tokens_must_outlive_their_rotation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FastTokens.Policy(Duration.ofHours(1), Duration.ofDays(1)));
  }
}

package im.fenghuo.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslServersTest {

  private final SecureRandom random = new SecureRandom();
  private final ServerSecret secret = ServerSecret.of(Octets.ofUtf8("s".repeat(32)));
  private final InMemoryCredentials credentials =
      new InMemoryCredentials().with("juliet", "example.org", "romeo");
  private final SaslServers servers =
      new SaslServers(
          secret,
          4096,
          new FastTokens(
              new InMemoryTokenStore(),
              secret,
              FastTokens.Policy.DEFAULT,
              Clock.systemUTC(),
              random),
          new AttemptLimiter(AttemptLimiter.Policy.DEFAULT, Clock.systemUTC()),
          random);

  private SaslServer start(SaslMechanism mechanism) {
    SaslOffer offer =
        new SaslOffer("example.org", null, "192.0.2.1", List.of(mechanism), List.of(), Map.of());
    return servers.start(mechanism, offer, credentials, null);
  }

  private Step plain(String message) {
    return start(SaslMechanism.PLAIN).respond(Octets.ofUtf8(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0juliet\0romeo",
        "juliet@example.org\0juliet\0romeo",
        "\0juliet@example.org\0romeo"
      })
  void plain_accepts_the_password(String message) {
    assertThat(plain(message))
        .isEqualTo(
            new Step.Success("juliet", null, new Step.Facts(SaslMechanism.PLAIN, null, null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0juliet\0Romeo", "\0nobody\0romeo", "\0juliet@example.com\0romeo"})
  void plain_refuses_everything_else_in_the_same_words(String message) {
    assertThat(plain(message))
        .isEqualTo(new Step.Failure(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "juliet\0romeo", "\0\0romeo", "\0juliet\0", "\0juliet\0romeo\0"})
  void plain_refuses_what_is_not_plain(String message) {
    assertThat(plain(message))
        .isEqualTo(new Step.Failure(SaslError.MALFORMED_REQUEST, "not a PLAIN message"));
  }

  @Test
  void what_is_no_guess_of_a_password_does_not_count_as_one() {
    for (int i = 0; i < 2 * AttemptLimiter.Policy.DEFAULT.freePerAddress(); i++) {
      Step step = start(SaslMechanism.SCRAM_SHA_512_PLUS).respond(Octets.ofUtf8("n,,n=a,r=abc"));
      assertThat(step)
          .isInstanceOfSatisfying(
              Step.Failure.class,
              failure -> assertThat(failure.error()).isEqualTo(SaslError.MALFORMED_REQUEST));
    }
    assertThat(plain("\0juliet\0romeo")).isInstanceOf(Step.Success.class);
  }

  @Test
  void plain_does_not_let_anybody_act_for_others() {
    assertThat(plain("romeo@example.org\0juliet\0romeo"))
        .isInstanceOfSatisfying(
            Step.Failure.class,
            failure -> assertThat(failure.error()).isEqualTo(SaslError.INVALID_AUTHZID));
  }

  @Test
  void everybody_anonymous_is_somebody_else() {
    Step.Success one = (Step.Success) start(SaslMechanism.ANONYMOUS).respond(null);
    Step.Success other =
        (Step.Success) start(SaslMechanism.ANONYMOUS).respond(Octets.ofUtf8("trace"));

    assertThat(one.localpart()).hasSize(32).isNotEqualTo(other.localpart());
  }

  @Test
  void an_account_that_does_not_exist_has_the_same_salt_each_time() {
    String one = challenge("nobody");
    String two = challenge("nobody");
    String other = challenge("nobody2");

    assertThat(ScramClient.value(one, "s=")).isEqualTo(ScramClient.value(two, "s="));
    assertThat(ScramClient.value(one, "s=")).isNotEqualTo(ScramClient.value(other, "s="));
    assertThat(ScramClient.value(one, "s="))
        .hasSameSizeAs(ScramClient.value(challenge("juliet"), "s="));
    assertThat(ScramClient.value(one, "r=")).isNotEqualTo(ScramClient.value(two, "r="));
  }

  private String challenge(String name) {
    Step step =
        start(SaslMechanism.SCRAM_SHA_512).respond(Octets.ofUtf8("n,,n=" + name + ",r=abc"));
    return new String(((Step.Challenge) step).data().toBytes(), UTF_8);
  }

  @Test
  void guessing_is_slowed_down_until_it_is_pointless() {
    for (int i = 0; i < 10; i++) {
      assertThat(plain("\0juliet\0guess" + i))
          .isEqualTo(new Step.Failure(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED));
    }
    assertThat(plain("\0juliet\0romeo"))
        .isInstanceOfSatisfying(
            Step.Failure.class,
            failure -> assertThat(failure.error()).isEqualTo(SaslError.TEMPORARY_AUTH_FAILURE));
    assertThat(plain("\0somebody\0else"))
        .isEqualTo(new Step.Failure(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED));
  }

  @Test
  void the_secret_is_made_once_and_is_its_owners(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret");

    ServerSecret made = ServerSecret.load(file, random);
    ServerSecret read = ServerSecret.load(file, random);

    assertThat(read.derive("test", "a")).isEqualTo(made.derive("test", "a"));
    assertThat(read.derive("test", "a")).isNotEqualTo(made.derive("test", "b"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_weak_or_damaged_secret_is_refused(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "c2hvcnQ=");

    assertThatIOException()
        .isThrownBy(() -> ServerSecret.load(file, random))
        .withMessageContaining("expected at least 32");
    assertThatIllegalArgumentException().isThrownBy(() -> ServerSecret.of(Octets.EMPTY));
  }
}

package im.fenghuo.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramCredentialsTest {

  private final SecureRandom random = new SecureRandom();

  /// RFC 5802 §5.
  @Test
  void the_example_of_rfc_5802_verifies() {
    ScramKeys keys =
        ScramKeys.derive(ScramHash.SHA_1, "pencil", Octets.ofBase64("QSXCR+Q6sek8bf92"), 4096);
    String authMessage =
        "n=user,r=fyko+d2lbbFgONRv9qkxdawL,"
            + "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,"
            + "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";

    assertThat(keys.verify(Octets.ofBase64("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="), authMessage)).isTrue();
    assertThat(keys.serverSignature(authMessage).toBase64())
        .isEqualTo("rmF9pqV8S7suAoZWja4dJRkFsKQ=");
  }

  /// RFC 7677 §3.
  @Test
  void the_example_of_rfc_7677_verifies() {
    ScramKeys keys =
        ScramKeys.derive(
            ScramHash.SHA_256, "pencil", Octets.ofBase64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
    String authMessage =
        "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    assertThat(
            keys.verify(
                Octets.ofBase64("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="), authMessage))
        .isTrue();
    assertThat(keys.serverSignature(authMessage).toBase64())
        .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  /// There is no published example; these values were computed with another implementation.
  @Test
  void sha_512_works_alike() {
    ScramKeys keys =
        ScramKeys.derive(
            ScramHash.SHA_512, "pencil", Octets.ofBase64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
    String authMessage = "n=user,r=abc,r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=abcdef";

    assertThat(
            keys.verify(
                Octets.ofBase64(
                    "UY2ALsLl/+vMdZEZMpDLb2rUbiIqo0XW7lqmnZH3R1PKCEF8YQ"
                        + "9Cph7iuGBNzNmzqPnaovmROjuofK0EtzVMsg=="),
                authMessage))
        .isTrue();
    assertThat(keys.serverSignature(authMessage).toBase64())
        .isEqualTo(
            "Cre+mRH7MUKHK9Nqtry3Q18JyB82tmhVOUzLUUHEHozEu9KHSx"
                + "VxIZbU4QcLhPfZTXktHZho2cZ2ixiHZGeP9A==");
  }

  @Test
  void a_proof_of_another_length_is_wrong() {
    ScramKeys keys =
        ScramKeys.derive(ScramHash.SHA_1, "pencil", Octets.ofBase64("QSXCR+Q6sek8bf92"), 4096);

    assertThat(keys.verify(Octets.EMPTY, "x")).isFalse();
    assertThat(keys.verify(Octets.of(new byte[32]), "x")).isFalse();
  }

  @Test
  void credentials_have_keys_and_a_salt_for_each_hash() throws SaslException {
    ScramCredentials credentials = ScramCredentials.derive("pencil", 4096, random);

    assertThat(credentials.hashes()).containsExactlyInAnyOrder(ScramHash.values());
    assertThat(credentials.keys().values()).extracting(ScramKeys::salt).doesNotHaveDuplicates();
    assertThat(credentials.isPassword("pencil")).isTrue();
    assertThat(credentials.isPassword("pen")).isFalse();
    assertThat(credentials.isPassword("")).isFalse();
  }

  @Test
  void the_text_form_is_read_back() throws SaslException {
    ScramCredentials credentials = ScramCredentials.derive("pencil", 5000, random);

    assertThat(ScramCredentials.ofText(credentials.toText())).isEqualTo(credentials);
    assertThat(credentials.toText()).startsWith("SCRAM-SHA-512$5000:").contains(" SCRAM-SHA-1$");
    assertThat(credentials.toString()).doesNotContain("$");
  }

  @Test
  void keys_for_one_more_hash_can_be_added() throws SaslException {
    ScramKeys weak = ScramKeys.derive(ScramHash.SHA_1, "pencil", Octets.of((byte) 1), 4096);
    ScramKeys strong = ScramKeys.derive(ScramHash.SHA_512, "pencil", Octets.of((byte) 2), 4096);
    ScramCredentials credentials = ScramCredentials.of(List.of(weak));

    assertThat(credentials.with(strong).hashes())
        .containsExactlyInAnyOrder(ScramHash.SHA_1, ScramHash.SHA_512);
    assertThat(credentials.isPassword("pencil")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "SCRAM-SHA-1$4096:AAAA$AAAA:AAAA",
        "SCRAM-SHA-3$4096:AAAA$AAAA:AAAA",
        "SCRAM-SHA-1$0:AAAA$v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=:v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "SCRAM-SHA-1$4096:A$v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=:v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
      })
  void a_malformed_text_form_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ScramCredentials.ofText(text));
  }

  /// RFC 4013 §3.
  @ParameterizedTest
  @CsvSource({
    "I\u00adX, IX",
    "user, user",
    "USER, USER",
    "\u00aa, a",
    "\u2168, IX",
    "a\u00a0b, a b",
    "cafe\u0301, caf\u00e9"
  })
  void passwords_are_written_as_sasl_prep_says(String password, String prepared)
      throws SaslException {
    assertThat(SaslPrep.prepare(password)).isEqualTo(prepared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0007", "\u06271", "\u00ad", "\ue000", "\ufffd", "a\u05d0"})
  void forbidden_passwords_are_refused(String password) {
    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> SaslPrep.prepare(password))
        .satisfies(e -> assertThat(e.error()).isEqualTo(SaslError.MALFORMED_REQUEST));
  }

  @Test
  void people_may_use_emoji_in_a_password() throws SaslException {
    assertThat(SaslPrep.prepare("🔥 beacon 🔥")).isEqualTo("🔥 beacon 🔥");
  }

  @Test
  void an_endless_password_is_refused() {
    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> SaslPrep.prepare("x".repeat(1025)));
  }
}

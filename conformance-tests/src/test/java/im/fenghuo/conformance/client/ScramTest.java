package im.fenghuo.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScramTest {

  private static final String SHA1_CHALLENGE =
      "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

  private final Scram sha1 = new Scram("SHA-1", "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL");

  @Test
  void the_exchange_of_rfc_5802_section_5_is_reproduced() throws GeneralSecurityException {
    assertThat(sha1.first()).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
    assertThat(sha1.answer(SHA1_CHALLENGE, Optional.empty()).message())
        .isEqualTo(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    assertThat(sha1.isServerProven("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")).isTrue();
    assertThat(sha1.isServerProven("v=smF9pqV8S7suAoZWja4dJRkFsKQ=")).isFalse();
  }

  @Test
  void the_exchange_of_rfc_7677_section_3_is_reproduced() throws GeneralSecurityException {
    Scram sha256 = new Scram("SHA-256", "user", "pencil", "rOprNGfwEbeRWgbNEkqO");

    assertThat(
            sha256
                .answer(
                    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                    Optional.empty())
                .message())
        .endsWith(",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(sha256.isServerProven("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isTrue();
  }

  @Test
  void keys_are_kept_while_salt_and_count_stay_the_same() throws GeneralSecurityException {
    Scram.Keys keys = sha1.answer(SHA1_CHALLENGE, Optional.empty()).keys();

    assertThat(sha1.answer(SHA1_CHALLENGE, Optional.of(keys)).keys()).isSameAs(keys);
    assertThat(sha1.answer(SHA1_CHALLENGE.replace("4096", "4097"), Optional.of(keys)).keys())
        .isNotSameAs(keys);
  }

  @Test
  void a_challenge_with_another_nonce_is_refused() {
    assertThatThrownBy(() -> sha1.answer("r=other,s=QSXCR+Q6sek8bf92,i=4096", Optional.empty()))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("not a SCRAM challenge");
  }
}

package im.fenghuo.stream;

import static im.fenghuo.stream.SaslDialogue.AGENT;
import static im.fenghuo.stream.SaslDialogue.assertFails;
import static im.fenghuo.stream.SaslDialogue.child;
import static im.fenghuo.stream.SaslDialogue.data;
import static im.fenghuo.stream.SaslDialogue.plain;
import static im.fenghuo.stream.SaslDialogue.said;
import static im.fenghuo.stream.SaslDialogue.success;
import static im.fenghuo.stream.SaslDialogue.xml;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.ScramClient;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.sasl.ScramHash;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// XEP-0480: keys of another kind for an account that has some.
class UpgradesTest {

  private static final String SASL2 = "urn:xmpp:sasl:2";

  private final SaslDialogue dialogue = new SaslDialogue();

  private static final String UPGRADES =
      "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>"
          + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade>"
          + "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-1</upgrade>";

  private void forgetAllButSha1() {
    ScramCredentials all =
        Objects.requireNonNull(dialogue.credentials.find("juliet", SaslDialogue.DOMAIN));
    dialogue.credentials.with(
        "juliet",
        SaslDialogue.DOMAIN,
        ScramCredentials.of(List.of(Objects.requireNonNull(all.get(ScramHash.SHA_1)))));
  }

  /// XEP-0480 §3.
  @Test
  void a_client_upgrades_its_account_task_by_task() {
    forgetAllButSha1();
    Authentication authentication = dialogue.overTls();

    Element first = said(authentication.handle(plain(AGENT + UPGRADES)));
    assertThat(first.is(SASL2, "continue")).isTrue();
    assertThat(child(child(first, SASL2, "tasks"), SASL2, "task").text())
        .isEqualTo("UPGR-SCRAM-SHA-256");
    Element second = said(perform(authentication, ScramHash.SHA_256));
    assertThat(child(child(second, SASL2, "tasks"), SASL2, "task").text())
        .isEqualTo("UPGR-SCRAM-SHA-512");
    assertThat(
            child(
                    success(perform(authentication, ScramHash.SHA_512)),
                    SASL2,
                    "authorization-identifier")
                .text())
        .isEqualTo("juliet@example.org");

    ScramCredentials upgraded =
        Objects.requireNonNull(dialogue.credentials.find("juliet", SaslDialogue.DOMAIN));
    assertThat(upgraded.hashes()).containsExactlyInAnyOrder(ScramHash.values());
    assertThat(upgraded.isPassword("romeo")).isTrue();
    success(dialogue.overTls().handle(plain(AGENT + UPGRADES)));
  }

  /// Else whoever has got hold of a token could make a password of it, and stay.
  @Test
  void who_signs_in_by_a_token_is_asked_for_no_keys() {
    forgetAllButSha1();
    String token = Objects.requireNonNull(dialogue.token("HT-SHA-256-NONE").attribute("token"));

    success(
        dialogue.withToken("HT-SHA-256-NONE", token, "<fast xmlns='urn:xmpp:fast:0'/>" + UPGRADES));

    assertThat(dialogue.credentials.find("juliet", SaslDialogue.DOMAIN).hashes())
        .containsExactly(ScramHash.SHA_1);
  }

  private static Authentication.Outcome perform(Authentication authentication, ScramHash hash) {
    Element data =
        said(
            authentication.handle(
                xml("<next xmlns='urn:xmpp:sasl:2' task='UPGR-%s'/>".formatted(hash.mechanism()))));
    Element salt = child(data, "urn:xmpp:scram-upgrade:0", "salt");
    assertThat(salt.attribute("iterations")).isEqualTo("4096");
    Octets salted = ScramClient.saltedPassword(hash, "romeo", data(salt), 4096);
    return authentication.handle(
        xml(
            """
            <task-data xmlns='urn:xmpp:sasl:2'>\
            <hash xmlns='urn:xmpp:scram-upgrade:0'>%s</hash></task-data>\
            """
                .formatted(salted.toBase64())));
  }

  @Test
  void during_a_task_only_the_task_goes_on() {
    forgetAllButSha1();
    Authentication authentication = dialogue.overTls();
    said(authentication.handle(plain(AGENT + UPGRADES)));

    assertThat(authentication.handle(plain(AGENT))).isInstanceOf(Authentication.Refuse.class);
  }

  @ParameterizedTest
  @CsvSource({
    "UPGR-SCRAM-SHA-512, ''",
    "UPGR-SCRAM-SHA-256, <hash xmlns='urn:xmpp:scram-upgrade:0'>AAAA</hash>",
    "UPGR-SCRAM-SHA-256, <hash xmlns='urn:xmpp:scram-upgrade:0'/>",
    "UPGR-SCRAM-SHA-256, <other xmlns='urn:xmpp:scram-upgrade:0'/>",
    "UPGR-SCRAM-SHA-256, ''"
  })
  void a_task_done_wrongly_fails_the_authentication(String task, String content) {
    forgetAllButSha1();
    Authentication authentication = dialogue.overTls();
    said(authentication.handle(plain(AGENT + UPGRADES)));

    Authentication.Outcome begun =
        authentication.handle(xml("<next xmlns='urn:xmpp:sasl:2' task='%s'/>".formatted(task)));
    if (said(begun).name().equals("task-data")) {
      begun =
          authentication.handle(
              xml("<task-data xmlns='urn:xmpp:sasl:2'>%s</task-data>".formatted(content)));
    }
    assertFails(begun, "malformed-request");
    assertThat(dialogue.credentials.find("juliet", SaslDialogue.DOMAIN).hashes())
        .containsExactly(ScramHash.SHA_1);
    success(authentication.handle(plain(AGENT)));
  }
}

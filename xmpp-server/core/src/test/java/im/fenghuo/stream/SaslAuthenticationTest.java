package im.fenghuo.stream;

import static im.fenghuo.stream.SaslDialogue.base64;
import static im.fenghuo.stream.SaslDialogue.data;
import static im.fenghuo.stream.SaslDialogue.said;
import static im.fenghuo.stream.SaslDialogue.xml;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.ChannelBinding;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.ScramClient;
import im.fenghuo.sasl.ScramHash;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first profile (RFC 6120 §6), and what both have in common.
class SaslAuthenticationTest {

  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final Jid JULIET = Jid.parse("juliet@example.org");

  private final SaslDialogue dialogue = new SaslDialogue();

  private static Element auth(String mechanism, String content) {
    return xml("<auth xmlns='%s' mechanism='%s'>%s</auth>".formatted(SASL, mechanism, content));
  }

  private static Element response(String content) {
    return xml("<response xmlns='%s'>%s</response>".formatted(SASL, content));
  }

  private static void assertFails(Authentication.Outcome outcome, String condition) {
    Element failure = said(outcome);
    assertThat(failure.is(SASL, "failure")).isTrue();
    assertThat(Objects.requireNonNull(failure.firstChild()).name()).isEqualTo(condition);
  }

  @Test
  void over_tls_everything_is_offered() {
    assertThat(dialogue.overTls().features())
        .containsExactly(
            xml(
                """
                <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\
                <mechanism>SCRAM-SHA-512-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-256-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-1-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-512</mechanism>\
                <mechanism>SCRAM-SHA-256</mechanism>\
                <mechanism>SCRAM-SHA-1</mechanism>\
                <mechanism>PLAIN</mechanism>\
                </mechanisms>\
                """),
            xml(
                """
                <authentication xmlns='urn:xmpp:sasl:2'>\
                <mechanism>SCRAM-SHA-512-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-256-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-1-PLUS</mechanism>\
                <mechanism>SCRAM-SHA-512</mechanism>\
                <mechanism>SCRAM-SHA-256</mechanism>\
                <mechanism>SCRAM-SHA-1</mechanism>\
                <mechanism>PLAIN</mechanism>\
                <inline>\
                <bind xmlns='urn:xmpp:bind:0'><inline>\
                <feature var='urn:xmpp:sm:3'/><feature var='urn:xmpp:carbons:2'/><feature var='urn:xmpp:csi:0'/>\
                </inline></bind>\
                <sm xmlns='urn:xmpp:sm:3'/>\
                <fast xmlns='urn:xmpp:fast:0'>\
                <mechanism>HT-SHA-256-EXPR</mechanism>\
                <mechanism>HT-SHA-256-ENDP</mechanism>\
                <mechanism>HT-SHA-256-NONE</mechanism>\
                </fast>\
                </inline>\
                <upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade>\
                <upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-256</upgrade>\
                </authentication>\
                """),
            xml(
                """
                <sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>\
                <channel-binding type='tls-exporter'/>\
                <channel-binding type='tls-server-end-point'/>\
                </sasl-channel-binding>\
                """));
  }

  @Test
  void without_tls_only_scram_is_offered() {
    assertThat(dialogue.inClear().features())
        .containsExactly(
            xml(
                """
                <mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>\
                <mechanism>SCRAM-SHA-512</mechanism>\
                <mechanism>SCRAM-SHA-256</mechanism>\
                <mechanism>SCRAM-SHA-1</mechanism>\
                </mechanisms>\
                """));
  }

  @Test
  void behind_a_proxy_no_channel_can_be_bound() {
    Authentication authentication =
        dialogue.server().begin(SaslDialogue.DOMAIN, null, "192.0.2.1", true, Map.of());

    assertThat(authentication.features())
        .hasSize(2)
        .noneMatch(feature -> feature.toString().contains("PLUS"))
        .noneMatch(feature -> feature.toString().contains("EXPR"));
  }

  @ParameterizedTest
  @CsvSource({"PLAIN", "ANONYMOUS"})
  void where_nothing_may_be_offered_nothing_is(SaslMechanism mechanism) {
    Authentication authentication =
        dialogue
            .server(false, mechanism)
            .begin(SaslDialogue.DOMAIN, null, "192.0.2.1", false, Map.of());

    assertThat(authentication.features().size())
        .isEqualTo(mechanism == SaslMechanism.PLAIN ? 0 : 1);
  }

  @Test
  void passwords_in_clear_have_to_be_allowed() {
    Authentication authentication =
        dialogue
            .server(true, SaslMechanism.PLAIN)
            .begin(SaslDialogue.DOMAIN, null, "192.0.2.1", false, Map.of());

    assertThat(authentication.handle(auth("PLAIN", base64("\0juliet\0romeo"))))
        .isEqualTo(
            new Authentication.Done(JULIET, xml("<success xmlns='%s'/>".formatted(SASL)), true));
  }

  @Test
  void a_client_signs_in_with_scram_bound_to_its_channel() {
    Authentication authentication = dialogue.overTls();
    ScramClient client =
        new ScramClient(
            ScramHash.SHA_256,
            "p=tls-exporter,,",
            Objects.requireNonNull(SaslDialogue.TLS.get(ChannelBinding.TLS_EXPORTER)),
            "juliet",
            "romeo");

    Element challenge =
        said(authentication.handle(auth("SCRAM-SHA-256-PLUS", client.first().toBase64())));
    assertThat(challenge.is(SASL, "challenge")).isTrue();
    Authentication.Done done =
        (Authentication.Done)
            authentication.handle(response(client.last(data(challenge)).toBase64()));

    assertThat(done.account()).isEqualTo(JULIET);
    assertThat(done.restarts()).isTrue();
    assertThat(client.accepts(data(done.success()))).isTrue();
  }

  @Test
  void a_client_that_sends_no_initial_response_is_asked_for_it() {
    Authentication authentication = dialogue.overTls();

    assertThat(said(authentication.handle(auth("PLAIN", ""))))
        .isEqualTo(xml("<challenge xmlns='%s'/>".formatted(SASL)));
    assertThat(authentication.handle(response(base64("\0juliet\0romeo"))))
        .isInstanceOf(Authentication.Done.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, AGp1bGlldAB3cm9uZw==, not-authorized",
    "PLAIN, AGp1bGlldA==, malformed-request",
    "PLAIN, =, malformed-request",
    "PLAIN, not base64, incorrect-encoding",
    "PLAIN, AGp1bGlld, incorrect-encoding",
    "SCRAM-SHA-1, =, malformed-request",
    "SCRAM-SHA-3, '', invalid-mechanism",
    "ANONYMOUS, '', invalid-mechanism",
    "HT-SHA-256-NONE, anVsaWV0AHg=, invalid-mechanism",
    "plain, '', invalid-mechanism"
  })
  void everything_else_fails_with_its_condition(
      String mechanism, String content, String condition) {
    assertFails(dialogue.overTls().handle(auth(mechanism, content)), condition);
  }

  @Test
  void a_password_is_not_taken_in_clear() {
    assertFails(
        dialogue.inClear().handle(auth("PLAIN", base64("\0juliet\0romeo"))), "encryption-required");
  }

  @Test
  void what_makes_no_sense_fails_and_changes_nothing() {
    Authentication authentication = dialogue.overTls();

    assertFails(authentication.handle(response("AAAA")), "malformed-request");
    assertFails(
        authentication.handle(xml("<auth xmlns='%s'/>".formatted(SASL))), "invalid-mechanism");
    assertFails(
        authentication.handle(xml("<success xmlns='%s'/>".formatted(SASL))), "malformed-request");
    assertThat(authentication.handle(auth("PLAIN", base64("\0juliet\0romeo"))))
        .isInstanceOf(Authentication.Done.class);
  }

  @Test
  void an_aborted_exchange_cannot_be_continued() {
    Authentication authentication = dialogue.overTls();
    ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", Octets.EMPTY, "juliet", "romeo");
    Element challenge = said(authentication.handle(auth("SCRAM-SHA-1", client.first().toBase64())));

    assertFails(authentication.handle(xml("<abort xmlns='%s'/>".formatted(SASL))), "aborted");
    assertFails(
        authentication.handle(response(client.last(data(challenge)).toBase64())),
        "malformed-request");
  }

  @Test
  void only_the_proof_of_scram_is_checked_without_waiting() {
    Authentication authentication = dialogue.overTls();
    Element response = response("");
    assertThat(authentication.mayWait(response)).isTrue();

    said(authentication.handle(auth("PLAIN", "")));
    assertThat(authentication.mayWait(response)).isTrue();
    assertFails(authentication.handle(xml("<abort xmlns='%s'/>".formatted(SASL))), "aborted");

    String first =
        new ScramClient(ScramHash.SHA_1, "n,,", Octets.EMPTY, "juliet", "romeo").first().toBase64();
    Element begin = auth("SCRAM-SHA-1", first);
    assertThat(authentication.mayWait(begin)).isTrue();
    said(authentication.handle(begin));
    assertThat(authentication.mayWait(response)).isFalse();
  }

  @Test
  void a_second_exchange_ends_the_first() {
    Authentication authentication = dialogue.overTls();
    String first =
        new ScramClient(ScramHash.SHA_1, "n,,", Octets.EMPTY, "juliet", "romeo").first().toBase64();

    assertThat(said(authentication.handle(auth("SCRAM-SHA-1", first))).name())
        .isEqualTo("challenge");
    assertFails(authentication.handle(auth("SCRAM-SHA-1", first)), "malformed-request");
    assertThat(said(authentication.handle(auth("SCRAM-SHA-1", first))).name())
        .isEqualTo("challenge");
  }

  @Test
  void after_five_failures_the_stream_ends() {
    Authentication authentication = dialogue.overTls();
    Element wrong = auth("PLAIN", base64("\0juliet\0wrong"));
    for (int i = 0; i < 4; i++) {
      assertFails(authentication.handle(wrong), "not-authorized");
    }

    assertThat(authentication.handle(wrong)).isInstanceOf(Authentication.Refuse.class);
  }

  @Test
  void a_client_may_go_through_mechanisms_that_it_cannot_use_here() {
    Authentication authentication = dialogue.overTls();
    Element unusable = auth("SCRAM-SHA-1-PLUS", base64("p=tls-unique,,n=juliet,r=abc"));
    for (int i = 0; i < 9; i++) {
      assertFails(authentication.handle(unusable), "malformed-request");
    }

    assertThat(authentication.handle(unusable)).isInstanceOf(Authentication.Refuse.class);
  }

  @Test
  void only_what_was_offered_is_taken() {
    Element first = auth("PLAIN", "");
    Element second = xml("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>");

    assertThat(dialogue.inClear().takes(first)).isTrue();
    assertThat(dialogue.inClear().takes(second)).isFalse();
    assertThat(dialogue.overTls().takes(second)).isTrue();
    assertThat(dialogue.overTls().takes(xml("<iq xmlns='jabber:client'/>"))).isFalse();
  }

  @Test
  void somebody_without_a_name_gets_one() {
    Authentication authentication =
        dialogue
            .server(false, SaslMechanism.ANONYMOUS)
            .begin(SaslDialogue.DOMAIN, null, "192.0.2.1", false, Map.of());

    assertThat(authentication.handle(auth("ANONYMOUS", "")))
        .isInstanceOfSatisfying(
            Authentication.Done.class, done -> assertThat(done.account().localpart()).hasSize(32));
  }

  /// XEP-0478 §3.1.
  @Test
  void limits_are_announced() {
    assertThat(StreamLimits.feature(10_000, 1800))
        .isEqualTo(
            xml(
                """
                <limits xmlns="urn:xmpp:stream-limits:0">\
                <max-bytes>10000</max-bytes><idle-seconds>1800</idle-seconds></limits>\
                """));
    assertThat(StreamLimits.feature(10_000, 0).children()).hasSize(1);
  }
}

package im.fenghuo.stream;

import static im.fenghuo.stream.SaslDialogue.AGENT;
import static im.fenghuo.stream.SaslDialogue.assertFails;
import static im.fenghuo.stream.SaslDialogue.authenticate;
import static im.fenghuo.stream.SaslDialogue.child;
import static im.fenghuo.stream.SaslDialogue.data;
import static im.fenghuo.stream.SaslDialogue.plain;
import static im.fenghuo.stream.SaslDialogue.said;
import static im.fenghuo.stream.SaslDialogue.success;
import static im.fenghuo.stream.SaslDialogue.xml;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.ScramClient;
import im.fenghuo.sasl.ScramHash;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// XEP-0388 and what is negotiated inside of it.
class Sasl2AuthenticationTest {

  private static final String SASL2 = "urn:xmpp:sasl:2";
  private static final Jid JULIET = Jid.parse("juliet@example.org");
  private final SaslDialogue dialogue = new SaslDialogue();

  private static Authentication.Inline bind(Authentication.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Authentication.WithInline.class);
    return ((Authentication.WithInline) outcome).inline();
  }

  @Test
  void a_client_signs_in_with_plain() {
    assertThat(success(dialogue.overTls().handle(plain(AGENT))))
        .isEqualTo(
            xml(
                """
                <success xmlns='urn:xmpp:sasl:2'>\
                <authorization-identifier>juliet@example.org</authorization-identifier>\
                </success>\
                """));
  }

  @Test
  void a_client_signs_in_with_scram() {
    Authentication authentication = dialogue.overTls();
    ScramClient client = new ScramClient(ScramHash.SHA_512, "n,,", Octets.EMPTY, "juliet", "romeo");

    Element challenge =
        said(
            authentication.handle(authenticate("SCRAM-SHA-512", client.first().toBase64(), AGENT)));
    assertThat(challenge.is(SASL2, "challenge")).isTrue();
    Element success =
        success(
            authentication.handle(
                xml(
                    "<response xmlns='urn:xmpp:sasl:2'>\n  %s\n</response>"
                        .formatted(client.last(data(challenge)).toBase64()))));

    assertThat(client.accepts(data(child(success, SASL2, "additional-data")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bind xmlns='urn:xmpp:bind:0'/>",
        "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>",
        "<upgrade xmlns='urn:xmpp:sasl:upgrade:0'>UPGR-SCRAM-SHA-512</upgrade>"
      })
  void what_is_asked_for_besides_may_have_to_wait(String wanted) {
    Authentication authentication = dialogue.overTls();
    ScramClient client = new ScramClient(ScramHash.SHA_512, "n,,", Octets.EMPTY, "juliet", "romeo");
    String first = client.first().toBase64();
    said(authentication.handle(authenticate("SCRAM-SHA-512", first, AGENT + wanted)));

    assertThat(authentication.mayWait(xml("<response xmlns='urn:xmpp:sasl:2'/>"))).isTrue();
  }

  @Test
  void a_resource_is_bound_in_the_same_round_trip() {
    Authentication.Inline bind =
        bind(
            dialogue
                .overTls()
                .handle(
                    plain(
                        """
                        <bind xmlns='urn:xmpp:bind:0'><tag>AwesomeXMPP</tag>\
                        <enable xmlns='urn:xmpp:carbons:2'/>\
                        <inactive xmlns='urn:xmpp:csi:0'/></bind>\
                        """)));

    assertThat(bind.account()).isEqualTo(JULIET);
    assertThat(bind.resource("random")).isEqualTo("AwesomeXMPP/random");
    assertThat(bind.features())
        .containsExactly(
            xml("<enable xmlns='urn:xmpp:carbons:2'/>"), xml("<inactive xmlns='urn:xmpp:csi:0'/>"));
    assertThat(
            bind.success(
                JULIET.withResource("AwesomeXMPP/random"),
                List.of(xml("<metadata xmlns='urn:xmpp:mam:2'/>")),
                null))
        .isEqualTo(
            xml(
                """
                <success xmlns='urn:xmpp:sasl:2'>\
                <authorization-identifier>juliet@example.org/AwesomeXMPP/random\
                </authorization-identifier>\
                <bound xmlns='urn:xmpp:bind:0'><metadata xmlns='urn:xmpp:mam:2'/></bound>\
                </success>\
                """));
  }

  @Test
  void a_client_that_says_who_it_is_keeps_its_resource() {
    String request = "<bind xmlns='urn:xmpp:bind:0'><tag>AwesomeXMPP</tag></bind>";
    String one = bind(dialogue.overTls().handle(plain(AGENT + request))).resource("one");
    String two = bind(dialogue.overTls().handle(plain(AGENT + request))).resource("two");

    assertThat(one).isEqualTo(two).startsWith("AwesomeXMPP/").doesNotContain("d4565fa7");
    assertThat(
            bind(dialogue.overTls().handle(plain(AGENT.replace('d', 'e') + request)))
                .resource("three"))
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<tag/>", "<tag>&#x202e;</tag>"})
  void a_tag_that_cannot_be_part_of_a_resource_is_left_out(String tag) {
    assertThat(
            bind(dialogue
                    .overTls()
                    .handle(plain("<bind xmlns='urn:xmpp:bind:0'>" + tag + "</bind>")))
                .resource("random"))
        .isEqualTo("random");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, AGp1bGlldAB3cm9uZw==, not-authorized",
    "PLAIN, '', malformed-request",
    "PLAIN, =, incorrect-encoding",
    "SCRAM-SHA-3, AAAA, invalid-mechanism",
    "HT-SHA-256-NONE, anVsaWV0AHg=, invalid-mechanism"
  })
  void a_failure_has_its_condition(String mechanism, String initial, String condition) {
    assertFails(dialogue.overTls().handle(authenticate(mechanism, initial, "")), condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<next xmlns='urn:xmpp:sasl:2' task='UPGR-SCRAM-SHA-256'/>",
        "<task-data xmlns='urn:xmpp:sasl:2'/>",
        "<response xmlns='urn:xmpp:sasl:2'/>",
        "<challenge xmlns='urn:xmpp:sasl:2'/>"
      })
  void what_makes_no_sense_fails(String element) {
    assertFails(dialogue.overTls().handle(xml(element)), "malformed-request");
  }

  @Test
  void one_profile_does_not_continue_the_other() {
    Authentication authentication = dialogue.overTls();
    ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", Octets.EMPTY, "juliet", "romeo");
    said(authentication.handle(authenticate("SCRAM-SHA-1", client.first().toBase64(), "")));

    assertThat(
            said(authentication.handle(
                    xml("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AAAA</response>")))
                .name())
        .isEqualTo("failure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HT-SHA-256-EXPR", "HT-SHA-256-NONE"})
  void a_token_is_issued_and_signs_in(String mechanism) {
    Element token = dialogue.token(mechanism);
    assertThat(token.attribute("expiry")).isEqualTo("2026-01-22T00:00:00Z");

    Authentication.Outcome outcome =
        dialogue.withToken(
            mechanism,
            Objects.requireNonNull(token.attribute("token")),
            "<fast xmlns='urn:xmpp:fast:0' count='1'/>");

    assertThat(success(outcome).child("urn:xmpp:fast:0", "token")).isNull();
    assertThat(success(outcome).child(SASL2, "additional-data")).isNotNull();
  }

  @Test
  void an_old_token_is_replaced_when_it_is_used() {
    String old = Objects.requireNonNull(dialogue.token("HT-SHA-256-NONE").attribute("token"));
    dialogue.advance(Duration.ofDays(2));

    Element success =
        success(dialogue.withToken("HT-SHA-256-NONE", old, "<fast xmlns='urn:xmpp:fast:0'/>"));
    String fresh =
        Objects.requireNonNull(child(success, "urn:xmpp:fast:0", "token").attribute("token"));

    assertThat(fresh).isNotEqualTo(old);
    success(dialogue.withToken("HT-SHA-256-NONE", fresh, "<fast xmlns='urn:xmpp:fast:0'/>"));
    assertFails(
        dialogue.withToken("HT-SHA-256-NONE", old, "<fast xmlns='urn:xmpp:fast:0'/>"),
        "not-authorized");
  }

  @Test
  void a_client_that_logs_out_gets_no_new_token() {
    String token = Objects.requireNonNull(dialogue.token("HT-SHA-256-NONE").attribute("token"));
    dialogue.advance(Duration.ofDays(2));

    Element success =
        success(
            dialogue.withToken(
                "HT-SHA-256-NONE", token, "<fast xmlns='urn:xmpp:fast:0' invalidate='true'/>"));

    assertThat(success.child("urn:xmpp:fast:0", "token")).isNull();
    assertFails(
        dialogue.withToken("HT-SHA-256-NONE", token, "<fast xmlns='urn:xmpp:fast:0'/>"),
        "not-authorized");
  }

  @Test
  void an_expired_token_is_told_from_a_wrong_one() {
    String token = Objects.requireNonNull(dialogue.token("HT-SHA-256-NONE").attribute("token"));
    dialogue.advance(Duration.ofDays(22));

    assertFails(
        dialogue.withToken("HT-SHA-256-NONE", token, "<fast xmlns='urn:xmpp:fast:0'/>"),
        "credentials-expired");
    assertFails(
        dialogue.withToken("HT-SHA-256-NONE", "wrong", "<fast xmlns='urn:xmpp:fast:0'/>"),
        "not-authorized");
  }

  @Test
  void a_token_is_not_issued_for_a_mechanism_that_was_not_offered_or_a_client_without_an_id() {
    for (String content :
        List.of(
            AGENT + "<request-token xmlns='urn:xmpp:fast:0' mechanism='PLAIN'/>",
            AGENT + "<request-token xmlns='urn:xmpp:fast:0'/>",
            "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>")) {
      assertThat(
              success(dialogue.overTls().handle(plain(content))).child("urn:xmpp:fast:0", "token"))
          .isNull();
    }
  }

  @Test
  void a_count_that_is_no_number_is_malformed() {
    assertFails(
        dialogue.withToken("HT-SHA-256-NONE", "x", "<fast xmlns='urn:xmpp:fast:0' count='-1'/>"),
        "malformed-request");
  }
}

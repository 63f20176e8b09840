package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.sasl.AttemptLimiter;
import im.fenghuo.sasl.ChannelBinding;
import im.fenghuo.sasl.FastTokens;
import im.fenghuo.sasl.InMemoryCredentials;
import im.fenghuo.sasl.InMemoryTokenStore;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.SaslServers;
import im.fenghuo.sasl.ScramClient;
import im.fenghuo.sasl.ScramHash;
import im.fenghuo.sasl.ServerSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A server that knows `juliet@example.org` by the password `romeo`, and the elements that are
/// exchanged with it.
final class SaslDialogue {

  static final String DOMAIN = "example.org";
  static final Map<ChannelBinding, Octets> TLS =
      Map.of(
          ChannelBinding.TLS_EXPORTER,
          Octets.ofUtf8("exported"),
          ChannelBinding.TLS_SERVER_END_POINT,
          Octets.ofUtf8("certificate"));

  private static final String PLAIN = base64("\0juliet\0romeo");
  private static final String SASL2 = "urn:xmpp:sasl:2";
  static final String AGENT =
      "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'>"
          + "<software>AwesomeXMPP</software><device>Kiva's Phone</device></user-agent>";

  final InMemoryCredentials credentials = new InMemoryCredentials().with("juliet", DOMAIN, "romeo");
  final InMemoryTokenStore store = new InMemoryTokenStore();
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final SecureRandom random = new SecureRandom();
  private final ServerSecret secret = ServerSecret.of(Octets.ofUtf8("s".repeat(32)));

  SaslAuthentications server(boolean passwordsInClear, SaslMechanism... mechanisms) {
    FastTokens tokens = new FastTokens(store, secret, FastTokens.Policy.DEFAULT, clock, random);
    return new SaslAuthentications(
        new SaslAuthentications.Settings(
            Set.of(mechanisms),
            passwordsInClear,
            EnumSet.of(ScramHash.SHA_256, ScramHash.SHA_512),
            Set.of("urn:xmpp:carbons:2", "urn:xmpp:csi:0"),
            4096),
        new SaslAuthentications.Services(
            new SaslServers(
                secret,
                4096,
                tokens,
                new AttemptLimiter(AttemptLimiter.Policy.DEFAULT, clock),
                random),
            credentials,
            tokens,
            secret,
            random));
  }

  SaslAuthentications server() {
    return server(
        false,
        SaslMechanism.SCRAM_SHA_1,
        SaslMechanism.SCRAM_SHA_256,
        SaslMechanism.SCRAM_SHA_512,
        SaslMechanism.PLAIN);
  }

  /// A stream over TLS 1.3.
  Authentication overTls() {
    return server().begin(DOMAIN, "juliet", "192.0.2.1", true, TLS);
  }

  /// A stream without TLS.
  Authentication inClear() {
    return server().begin(DOMAIN, null, "192.0.2.1", false, Map.of());
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  static Element xml(String text) {
    return XmlParser.create().parse(text);
  }

  static String base64(String text) {
    return Octets.ofUtf8(text).toBase64();
  }

  static Element said(Authentication.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Authentication.Say.class);
    return ((Authentication.Say) outcome).answer();
  }

  static Octets data(@Nullable Element element) {
    return Octets.ofBase64(Objects.requireNonNull(element).text());
  }

  /// What a client sends that has a token.
  static String hashed(String localpart, String token, Octets binding) {
    return ScramClient.tokenResponse(localpart, token, binding).toBase64();
  }

  /// As XEP-0388 has it.
  static Element authenticate(String mechanism, String initial, String content) {
    return xml(
        """
        <authenticate xmlns='urn:xmpp:sasl:2' mechanism='%s'>\
        <initial-response>%s</initial-response>%s</authenticate>\
        """
            .formatted(mechanism, initial, content));
  }

  static Element plain(String content) {
    return authenticate("PLAIN", PLAIN, content);
  }

  static void assertFails(Authentication.Outcome outcome, String condition) {
    Element failure = said(outcome);
    assertThat(failure.is(SASL2, "failure")).isTrue();
    assertThat(failure.firstChild())
        .isEqualTo(Element.of("urn:ietf:params:xml:ns:xmpp-sasl", condition).build());
  }

  static Element success(Authentication.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Authentication.Done.class);
    assertThat(((Authentication.Done) outcome).restarts()).isFalse();
    return ((Authentication.Done) outcome).success();
  }

  static Element child(Element parent, String namespace, String name) {
    return Objects.requireNonNull(parent.child(namespace, name), () -> name + " in " + parent);
  }

  /// A token for Juliet's client (XEP-0484).
  Element token(String mechanism) {
    return child(
        success(
            overTls()
                .handle(
                    plain(
                        AGENT
                            + "<request-token xmlns='urn:xmpp:fast:0' mechanism='%s'/>"
                                .formatted(mechanism)))),
        "urn:xmpp:fast:0",
        "token");
  }

  /// Signs in with it.
  Authentication.Outcome withToken(String mechanism, String token, String fast) {
    Octets binding = mechanism.endsWith("EXPR") ? Octets.ofUtf8("exported") : Octets.EMPTY;
    return overTls()
        .handle(authenticate(mechanism, hashed("juliet", token, binding), AGENT + fast));
  }
}

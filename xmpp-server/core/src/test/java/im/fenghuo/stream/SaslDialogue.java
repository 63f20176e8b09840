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
}

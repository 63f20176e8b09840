package im.fenghuo.stream;

import im.fenghuo.sasl.ChannelBinding;
import im.fenghuo.sasl.ChannelBindings;
import im.fenghuo.sasl.Credentials;
import im.fenghuo.sasl.FastTokens;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslMechanism;
import im.fenghuo.sasl.SaslOffer;
import im.fenghuo.sasl.SaslServers;
import im.fenghuo.sasl.ScramHash;
import im.fenghuo.sasl.ServerSecret;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Begins authentications by SASL, in both profiles.
public final class SaslAuthentications implements Authentications {

  /// What is offered.
  ///
  /// @param mechanisms without their `-PLUS` variants, which are offered wherever a channel can be
  ///   bound, and without those for tokens
  /// @param passwordsInClear whether PLAIN and SASL2 are offered on connections without TLS too
  /// @param upgrades the hashes to which accounts that lack them are upgraded (XEP-0480)
  /// @param bindFeatures the namespaces of what can be enabled together with a resource (XEP-0386)
  /// @param iterations for keys that come from upgrades
  public record Settings(
      Set<SaslMechanism> mechanisms,
      boolean passwordsInClear,
      Set<ScramHash> upgrades,
      Set<String> bindFeatures,
      int iterations) {

    public Settings {
      mechanisms = Set.copyOf(mechanisms);
      upgrades = Set.copyOf(upgrades);
      bindFeatures = new TreeSet<>(bindFeatures);
    }
  }

  /// What authentications work with.
  ///
  /// @param secret makes resources that stay the same for a client and say nothing about it
  public record Services(
      SaslServers servers,
      Credentials credentials,
      FastTokens tokens,
      ServerSecret secret,
      SecureRandom random) {}

  private final Settings settings;
  private final Services services;

  /// By whether passwords may be sent, and by the channel bindings there are.
  private final Map<Kind, SaslFeatures> features = new HashMap<>();

  private record Kind(boolean isProtected, Set<ChannelBinding> bindings) {}

  public SaslAuthentications(Settings settings, Services services) {
    this.settings = settings;
    this.services = services;
    List<Set<ChannelBinding>> possible =
        List.of(
            EnumSet.noneOf(ChannelBinding.class),
            EnumSet.of(ChannelBinding.TLS_EXPORTER),
            EnumSet.of(ChannelBinding.TLS_SERVER_END_POINT),
            EnumSet.allOf(ChannelBinding.class));
    for (Set<ChannelBinding> bindings : possible) {
      for (boolean isProtected : new boolean[] {true, false}) {
        features.put(
            new Kind(isProtected, bindings), SaslFeatures.of(settings, isProtected, bindings));
      }
    }
  }

  @Override
  public Authentication begin(String domain, @Nullable String localpart, Transport transport) {
    SSLSession session = transport.tlsSession();
    return begin(
        domain,
        localpart,
        transport.address(),
        transport.isSecure(),
        session == null ? Map.of() : ChannelBindings.of(session));
  }

  Authentication begin(
      String domain,
      @Nullable String localpart,
      String address,
      boolean isSecure,
      Map<ChannelBinding, Octets> bindings) {
    Kind kind = new Kind(isSecure || settings.passwordsInClear(), bindings.keySet());
    SaslFeatures offered = Objects.requireNonNull(features.get(kind));
    return new SaslAuthentication(
        settings,
        services,
        offered,
        new SaslOffer(
            domain, localpart, address, offered.mechanisms(), offered.tokens(), bindings));
  }
}

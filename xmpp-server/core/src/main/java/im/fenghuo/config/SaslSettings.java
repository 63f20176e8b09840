package im.fenghuo.config;

import im.fenghuo.api.config.Secret;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How clients sign in.
public record SaslSettings(
    @Setting(
            fallback = "[\"SCRAM-SHA-512\", \"SCRAM-SHA-256\", \"SCRAM-SHA-1\", \"PLAIN\"]",
            doc =
                "The mechanisms offered, the best first. Those of SCRAM are offered with channel"
                    + " binding (-PLUS) too where TLS allows it.")
        List<String> mechanisms,
    @Setting(
            fallback = "false",
            doc =
                "Whether PLAIN is offered on connections without TLS: the password is then readable"
                    + " by whoever can see the network.")
        boolean plainWithoutTls,
    @Setting(fallback = "false", doc = "Whether anybody may sign in without an account.")
        boolean anonymous,
    @Setting(
            fallback = "10000",
            doc = "Iterations for the keys of new passwords. The client does this work.")
        int iterations,
    @Setting(
            fallback = "21d",
            doc = "How long a client may sign in by a token (XEP-0484) without its password.")
        Duration tokenLifetime,
    @Setting(fallback = "1d", doc = "After this time a token that is used is replaced.")
        Duration tokenRotation,
    @Setting(
            doc =
                "What tokens are derived from, base64 of at least 32 bytes. All nodes of a cluster"
                    + " need the same. Without it, one is made and kept in the data directory.")
        Optional<Secret> tokenSecret,
    @Setting(
            fallback = "true",
            doc = "Whether those who guess passwords are made to wait longer and longer.")
        boolean limitAttempts) {

  private static final Set<String> KNOWN =
      Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN");

  /// Known mechanisms; 4096 iterations at least (RFC 7677 §4).
  public SaslSettings {
    Settings.check(!mechanisms.isEmpty(), "mechanisms", mechanisms, "must name at least one");
    for (String mechanism : mechanisms) {
      Settings.check(
          KNOWN.contains(mechanism),
          "mechanisms",
          mechanism,
          "must be of " + String.join(", ", KNOWN.stream().sorted().toList()));
    }
    Settings.range("iterations", iterations, 4096, 1_000_000);
    Settings.range("token-rotation", tokenRotation, Duration.ofMinutes(1), Duration.ofDays(365));
    Settings.range("token-lifetime", tokenLifetime, tokenRotation, Duration.ofDays(3650));
    mechanisms = List.copyOf(mechanisms);
  }
}

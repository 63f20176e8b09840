package im.fenghuo.sasl;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The mechanisms this server knows, in the order in which it offers them: the strongest first.
public enum SaslMechanism {
  SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", ScramHash.SHA_512),
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", ScramHash.SHA_256),
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", ScramHash.SHA_1),
  SCRAM_SHA_512("SCRAM-SHA-512", ScramHash.SHA_512),
  SCRAM_SHA_256("SCRAM-SHA-256", ScramHash.SHA_256),
  SCRAM_SHA_1("SCRAM-SHA-1", ScramHash.SHA_1),
  /// RFC 4616.
  PLAIN("PLAIN", null),
  /// RFC 4505.
  ANONYMOUS("ANONYMOUS", null),
  /// The hashed tokens of XEP-0484, by channel binding.
  HT_SHA_256_EXPR("HT-SHA-256-EXPR", null),
  HT_SHA_256_ENDP("HT-SHA-256-ENDP", null),
  HT_SHA_256_NONE("HT-SHA-256-NONE", null);

  private final String text;
  private final @Nullable ScramHash scram;

  SaslMechanism(String text, @Nullable ScramHash scram) {
    this.text = text;
    this.scram = scram;
  }

  /// The registered name, as in `SCRAM-SHA-256-PLUS`.
  public String text() {
    return text;
  }

  public static Optional<SaslMechanism> of(String text) {
    return Arrays.stream(values()).filter(mechanism -> mechanism.text.equals(text)).findFirst();
  }

  /// The hash of a SCRAM mechanism, null for the others.
  public @Nullable ScramHash scram() {
    return scram;
  }

  /// Whether it is a SCRAM mechanism that requires channel binding.
  public boolean isPlus() {
    return text.endsWith("-PLUS");
  }

  /// The mechanism without channel binding; itself where there is no difference.
  public SaslMechanism withoutPlus() {
    return switch (this) {
      case SCRAM_SHA_512_PLUS -> SCRAM_SHA_512;
      case SCRAM_SHA_256_PLUS -> SCRAM_SHA_256;
      case SCRAM_SHA_1_PLUS -> SCRAM_SHA_1;
      default -> this;
    };
  }

  /// Whether it is offered only inside `<fast/>` and needs a token.
  public boolean isToken() {
    return text.startsWith("HT-");
  }

  /// The channel binding that a token mechanism is tied to, null for none.
  public @Nullable ChannelBinding tokenBinding() {
    return switch (this) {
      case HT_SHA_256_EXPR -> ChannelBinding.TLS_EXPORTER;
      case HT_SHA_256_ENDP -> ChannelBinding.TLS_SERVER_END_POINT;
      default -> null;
    };
  }
}

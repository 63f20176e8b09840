package im.fenghuo.bench;

import java.util.Optional;

/// The SASL mechanisms this client can use, strongest first.
enum Mechanism {
  SCRAM_SHA_256("SCRAM-SHA-256", "SHA-256"),
  SCRAM_SHA_1("SCRAM-SHA-1", "SHA-1"),
  PLAIN("PLAIN", "");

  private final String saslName;
  private final String digest;

  Mechanism(String saslName, String digest) {
    this.saslName = saslName;
    this.digest = digest;
  }

  /// The strongest of ours that the stream features offer; `only` limits the choice.
  static Optional<Mechanism> offered(Stanza features, Optional<Mechanism> only) {
    for (Mechanism mechanism : values()) {
      if ((only.isEmpty() || only.get() == mechanism)
          && features.contains(">" + mechanism.saslName + "<")) {
        return Optional.of(mechanism);
      }
    }
    return Optional.empty();
  }

  String saslName() {
    return saslName;
  }

  /// The hash of SCRAM.
  String digest() {
    return digest;
  }

  @Override
  public String toString() {
    return saslName;
  }
}

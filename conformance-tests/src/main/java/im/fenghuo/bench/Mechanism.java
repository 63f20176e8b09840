package im.fenghuo.bench;

import java.util.Optional;

/// The SASL mechanisms this client can use, strongest first.
enum Mechanism {
  SCRAM_SHA_256("SCRAM-SHA-256", "HmacSHA256", "SHA-256", 32),
  SCRAM_SHA_1("SCRAM-SHA-1", "HmacSHA1", "SHA-1", 20),
  PLAIN("PLAIN", "", "", 0);

  private final String saslName;
  private final String hmac;
  private final String digest;
  private final int bytes;

  Mechanism(String saslName, String hmac, String digest, int bytes) {
    this.saslName = saslName;
    this.hmac = hmac;
    this.digest = digest;
    this.bytes = bytes;
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

  String hmac() {
    return hmac;
  }

  String digest() {
    return digest;
  }

  int bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return saslName;
  }
}

package im.fenghuo.sasl;

import java.util.Arrays;
import java.util.Optional;

/// The channel binding types this server can verify, the strongest first.
public enum ChannelBinding {
  /// RFC 9266: a secret exported from this very TLS connection.
  TLS_EXPORTER("tls-exporter"),
  /// RFC 5929 §4: the hash of the server's certificate.
  TLS_SERVER_END_POINT("tls-server-end-point");

  private final String prefix;

  ChannelBinding(String prefix) {
    this.prefix = prefix;
  }

  /// The "channel-binding unique prefix" that it is registered by.
  public String prefix() {
    return prefix;
  }

  public static Optional<ChannelBinding> of(String prefix) {
    return Arrays.stream(values()).filter(type -> type.prefix.equals(prefix)).findFirst();
  }
}

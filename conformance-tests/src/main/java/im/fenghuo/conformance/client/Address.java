package im.fenghuo.conformance.client;

/// Where a server listens for clients.
public record Address(String host, int port) {

  /// Reads `host:port`.
  ///
  /// @throws IllegalArgumentException if it is something else
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    return new Address(
        text.substring(0, colon).strip(), Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

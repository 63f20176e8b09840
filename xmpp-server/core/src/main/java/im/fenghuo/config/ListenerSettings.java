package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// Where clients connect. A port of 0 is any that is free.
public record ListenerSettings(
    @Setting(
            fallback = "127.0.0.1",
            doc = "The address to listen on: 0.0.0.0 or :: for all of this machine.")
        String address,
    @Setting(fallback = "5222", doc = "Client streams, with STARTTLS.") int xmpp,
    @Setting(fallback = "5223", doc = "Client streams with TLS from the first byte (XEP-0368).")
        int xmpps,
    @Setting(fallback = "5280", doc = "HTTP: web client, WebSocket, BOSH.") int http,
    @Setting(fallback = "5281", doc = "The same with TLS.") int https) {

  /// Ports must be ports.
  public ListenerSettings {
    port("xmpp", xmpp);
    port("xmpps", xmpps);
    port("http", http);
    port("https", https);
  }

  private static void port(String key, int port) {
    Settings.range(key, port, 0, 65_535);
  }

  /// All ports `offset` higher, except those that are any.
  public ListenerSettings shifted(int offset) {
    return new ListenerSettings(
        address,
        shifted(xmpp, offset),
        shifted(xmpps, offset),
        shifted(http, offset),
        shifted(https, offset));
  }

  static int shifted(int port, int offset) {
    return port == 0 ? 0 : port + offset;
  }
}

package im.fenghuo.http;

/// Where things are on the HTTP ports.
public final class HttpPaths {

  /// WebSocket (RFC 7395).
  public static final String WEB_SOCKET = "/xmpp-websocket";

  /// BOSH (XEP-0206).
  public static final String BOSH = "/http-bind";

  /// How to connect (XEP-0156).
  public static final String HOST_META = "/.well-known/host-meta";

  private HttpPaths() {}
}

package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;

/// [XEP-0478](https://xmpp.org/extensions/xep-0478.html): Stream Limits Advertisement.
final class StreamLimits {

  private static final String NAMESPACE = "urn:xmpp:stream-limits:0";

  private StreamLimits() {}

  /// The stream feature.
  ///
  /// @param idleSeconds after how many seconds of silence the client is asked whether it is there,
  ///   0 for never
  static Element feature(long maxBytes, long idleSeconds) {
    Element.Builder limits =
        Element.of(NAMESPACE, "limits").child("max-bytes", Long.toString(maxBytes));
    if (idleSeconds > 0) {
      limits.child("idle-seconds", Long.toString(idleSeconds));
    }
    return limits.build();
  }
}

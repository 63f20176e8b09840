package im.fenghuo.console;

import java.util.Collection;

/// The web chat client, as files on the class path: Converse.js and the page that starts it.
///
/// Whoever serves it maps a path of the web root onto [#RESOURCES] + path (`/` onto `index.html`),
/// sends [#contentSecurityPolicy] with the page, and answers [#CONFIGURATION_PATH] with a JSON
/// object:
///
/// | field | type | meaning |
/// | --- | --- | --- |
/// | `domain` | string | whose accounts sign in |
/// | `websocketPath` | string or absent | path of the XMPP WebSocket (RFC 7395) on the same host |
/// | `boshPath` | string or absent | path of BOSH (XEP-0124), for where WebSocket is not |
/// | `registration` | boolean | whether people may register (XEP-0077) |
///
/// Nothing is fetched from another host.
public final class WebChat {
  /// The folder that holds `index.html`, for `ClassLoader.getResource`; no slash at either end.
  public static final String RESOURCES = "im/fenghuo/console/chat";

  /// Where the page looks for what it must know of the server.
  public static final String CONFIGURATION_PATH = "/chat-config.json";

  private WebChat() {}

  /// The value of the `Content-Security-Policy` header that the page works with. No script from
  /// elsewhere and none inline; OMEMO's cryptography is WebAssembly; Converse.js sets style
  /// attributes; avatars are `data:` and pictures being sent are `blob:` addresses.
  ///
  /// @param files the origins, as in `https://example.org:5281`, that files are uploaded to
  ///   (XEP-0363): the page's own, or another port when the page came by HTTP
  public static String contentSecurityPolicy(Collection<String> files) {
    String from = String.join(" ", files);
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        + "style-src 'self' 'unsafe-inline'; font-src 'self'; "
        + "img-src 'self' data: blob: %s; media-src 'self' data: blob: %s; ".formatted(from, from)
        + "connect-src 'self' %s; worker-src 'self'; manifest-src 'self'; ".formatted(from)
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }
}

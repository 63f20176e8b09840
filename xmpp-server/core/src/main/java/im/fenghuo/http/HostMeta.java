package im.fenghuo.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// [XEP-0156](https://xmpp.org/extensions/xep-0156.html): tells web clients where to connect, as
/// XML (RFC 6415) and as JSON.
final class HostMeta {

  private static final String WEB_SOCKET = "urn:xmpp:alt-connections:websocket";
  private static final String BOSH = "urn:xmpp:alt-connections:xbosh";

  private final List<Link> links = new ArrayList<>();

  private record Link(String relation, String address) {}

  /// @param origin as in `https://chat.example.org:5281`
  HostMeta(String origin, boolean webSocket, boolean bosh) {
    if (webSocket) {
      links.add(new Link(WEB_SOCKET, origin.replaceFirst("^http", "ws") + HttpPaths.WEB_SOCKET));
    }
    if (bosh) {
      links.add(new Link(BOSH, origin + HttpPaths.BOSH));
    }
  }

  String toXml() {
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version='1.0' encoding='utf-8'?>
            <XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>
            """);
    for (Link link : links) {
      xml.append("  <Link rel='")
          .append(link.relation())
          .append("' href='")
          .append(escape(link.address()))
          .append("'/>\n");
    }
    return xml.append("</XRD>\n").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
  }

  String toJson() {
    JsonArray array = new JsonArray();
    for (Link link : links) {
      array.add(new JsonObject().put("rel", link.relation()).put("href", link.address()));
    }
    return new JsonObject().put("links", array).encodePrettily();
  }
}

package im.fenghuo.xep.xep0065bytestreams;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0065](https://xmpp.org/extensions/xep-0065.html): a proxy for SOCKS5 Bytestreams, over TCP.
public final class Xep0065Bytestreams implements Xep {

  private static final Target SERVICE = Target.service("proxy");
  private static final String NAMESPACE = "http://jabber.org/protocol/bytestreams";
  private static final int MAX_SID = 128;

  private final ProxySettings settings;
  private final Proxy proxy;

  /// @param settings where the proxy is, if there is to be one
  public Xep0065Bytestreams(ProxySettings settings) {
    this.settings = settings;
    this.proxy = new Proxy(settings);
  }

  @Override
  public Document document() {
    return new Document(65, "bytestreams", "1.8.2");
  }

  @Override
  public void install(Registrar on) {
    if (settings.port().isEmpty()) {
      return;
    }
    on.identity(
        SERVICE, new Registrar.Identity("proxy", "bytestreams", "SOCKS5 Bytestreams Proxy"));
    on.feature(SERVICE, NAMESPACE);
    on.quickIq(Iq.Type.GET, SERVICE, NAMESPACE, "query", this::address);
    on.quickIq(Iq.Type.SET, SERVICE, NAMESPACE, "query", this::activate);
    on.tcp(settings.port().get(), settings.connections(), settings.connectionsPerAddress(), proxy);
  }

  private static Session requester(IqRequest request) throws StanzaException {
    return request.ownSession("Only people who live here may use this proxy");
  }

  /// §4: where it is.
  private Element address(IqRequest request) throws StanzaException {
    String domain = requester(request).jid().domainpart();
    return Element.of(NAMESPACE, "query")
        .child(
            Element.of(NAMESPACE, "streamhost")
                .attribute("jid", SERVICE.address(domain))
                .attribute("host", settings.host().orElse(domain))
                .attribute("port", Integer.toString(settings.port().orElseThrow()))
                .build())
        .build();
  }

  /// §6.3.5: the hash has the requester's own JID in it, so nobody else can activate.
  private @Nullable Element activate(IqRequest request) throws StanzaException {
    Session requester = requester(request);
    String sid = request.payload().attribute("sid");
    Element target = request.payload().child(NAMESPACE, "activate");
    if (sid == null || sid.length() > MAX_SID || target == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "a sid and a target are needed");
    }
    try {
      String with = Jid.parse(target.text().strip()).toString();
      proxy.activate(Proxy.hash(sid, requester.jid().toString(), with));
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "the target is no JID");
    }
    return null;
  }
}

package im.fenghuo.xep.xep0030disco;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Directory;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0030](https://xmpp.org/extensions/xep-0030.html): Service Discovery, for the server and for
/// accounts.
public final class Xep0030Disco implements Xep {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private final Directory directory;

  /// @param directory what was registered
  public Xep0030Disco(Directory directory) {
    this.directory = directory;
  }

  @Override
  public Document document() {
    return new Document(30, "disco", "2.5.0");
  }

  @Override
  public void install(Registrar on) {
    on.identity(Target.SERVER, new Registrar.Identity("server", "im", "Fenghuo"));
    on.identity(Target.ACCOUNT, new Registrar.Identity("account", "registered", ""));
    for (Target target : new Target[] {Target.SERVER, Target.ACCOUNT}) {
      on.feature(target, DiscoInfo.NAMESPACE);
      on.feature(target, ITEMS);
    }
    on.quickIq(Iq.Type.GET, Target.SERVER, DiscoInfo.NAMESPACE, "query", this::serverInfo);
    on.quickIq(Iq.Type.GET, Target.SERVER, ITEMS, "query", this::serverItems);
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, DiscoInfo.NAMESPACE, "query", this::accountInfo);
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, ITEMS, "query", this::accountItems);
    // §8: an account that does not exist has no items, and its absence is not told.
    on.quickIq(Iq.Type.GET, Target.NOBODY, ITEMS, "query", request -> items(request).build());
  }

  private Element serverInfo(IqRequest request) throws StanzaException {
    return info(request, Target.SERVER);
  }

  private Element serverItems(IqRequest request) throws StanzaException {
    Element.Builder items = items(request);
    String node = node(request);
    return node == null ? items.build() : nodeItems(request, Target.SERVER, node, items);
  }

  /// §8: whoever may not see the account's presence gets the answer that nobody's account gives.
  private Element accountInfo(IqRequest request) throws StanzaException {
    if (!request.maySeePresence()) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
    }
    return info(request, Target.ACCOUNT);
  }

  /// §4.1: the items of an account are its available resources.
  private Element accountItems(IqRequest request) throws StanzaException {
    Element.Builder items = items(request);
    if (!request.maySeePresence()) {
      return items.build();
    }
    String node = node(request);
    if (node != null) {
      return nodeItems(request, Target.ACCOUNT, node, items);
    }
    for (Session session : request.account().sessions()) {
      if (session.isAvailable()) {
        items.child(Element.of(ITEMS, "item").attribute("jid", session.jid().toString()).build());
      }
    }
    return items.build();
  }

  private Element info(IqRequest request, Target target) throws StanzaException {
    String node = node(request);
    if (node == null) {
      return DiscoInfo.of(directory, target).toElement(null);
    }
    for (NodeHandler handler : directory.nodes(target)) {
      DiscoInfo info = handler.info(request, node);
      if (info != null) {
        return info.toElement(node); // §3.2: the answer mirrors the node
      }
    }
    throw noSuchNode();
  }

  private Element nodeItems(IqRequest request, Target target, String node, Element.Builder items)
      throws StanzaException {
    for (NodeHandler handler : directory.nodes(target)) {
      if (handler.info(request, node) != null) {
        return items.children(handler.items(request, node)).build();
      }
    }
    throw noSuchNode();
  }

  private static StanzaException noSuchNode() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such node");
  }

  private static @Nullable String node(IqRequest request) {
    return request.payload().attribute("node");
  }

  private static Element.Builder items(IqRequest request) {
    return Element.of(ITEMS, "query").attribute("node", node(request));
  }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [XEP-0030](https://xmpp.org/extensions/xep-0030.html): Service Discovery, for the server, its
/// services and accounts.
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
    for (Target target : List.of(Target.SERVER, Target.ACCOUNT, Target.EVERY_SERVICE)) {
      on.feature(target, DiscoInfo.NAMESPACE);
      on.feature(target, ITEMS);
    }
    // Nodes may be in the database, so these wait; all the rest is known.
    on.iq(Iq.Type.GET, Target.SERVER, DiscoInfo.NAMESPACE, "query", this::serverInfo);
    on.iq(Iq.Type.GET, Target.SERVER, ITEMS, "query", this::serverItems);
    on.iq(Iq.Type.GET, Target.ACCOUNT, DiscoInfo.NAMESPACE, "query", this::accountInfo);
    on.iq(Iq.Type.GET, Target.ACCOUNT, ITEMS, "query", this::accountItems);
    on.iq(Iq.Type.GET, Target.EVERY_SERVICE, DiscoInfo.NAMESPACE, "query", this::serviceInfo);
    on.iq(Iq.Type.GET, Target.EVERY_SERVICE, ITEMS, "query", this::serviceItems);
    // §8: an account that does not exist has no items, and its absence is not told.
    on.quickIq(Iq.Type.GET, Target.NOBODY, ITEMS, "query", request -> items(request).build());
  }

  private Element serverInfo(IqRequest request) throws StanzaException {
    return info(request, Target.SERVER);
  }

  /// §4.1: the items of the server are its services.
  private Element serverItems(IqRequest request) throws StanzaException {
    if (node(request) != null) {
      return nodeItems(request, Target.SERVER);
    }
    Element.Builder items = items(request);
    for (Target service : directory.services()) {
      items.child(
          Element.of(ITEMS, "item")
              .attribute("jid", service.address(request.domain()))
              .attribute("name", name(service))
              .build());
    }
    return items.children(ownItems(request, Target.SERVER)).build();
  }

  private @Nullable String name(Target service) {
    String name = directory.identities(service).getFirst().name();
    return name.isEmpty() ? null : name;
  }

  private Element serviceInfo(IqRequest request) throws StanzaException {
    return info(request, service(request));
  }

  private Element serviceItems(IqRequest request) throws StanzaException {
    Target service = service(request);
    return node(request) == null
        ? items(request).children(ownItems(request, service)).build()
        : nodeItems(request, service);
  }

  private Target service(IqRequest request) throws StanzaException {
    Target service = directory.target(request.iq().recipient());
    if (service == null) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
    }
    return service;
  }

  /// §8: whoever may not see the account's presence gets the answer that nobody's account gives.
  private Element accountInfo(IqRequest request) throws StanzaException {
    if (!request.maySeePresence()) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "");
    }
    return info(request, Target.ACCOUNT);
  }

  /// §4.1: the items of an account are its available resources, and the nodes that it lists.
  private Element accountItems(IqRequest request) throws StanzaException {
    if (!request.maySeePresence()) {
      return items(request).build();
    }
    if (node(request) != null) {
      return nodeItems(request, Target.ACCOUNT);
    }
    Element.Builder items = items(request);
    for (Session session : request.account().sessions()) {
      if (session.isAvailable()) {
        items.child(Element.of(ITEMS, "item").attribute("jid", session.jid().toString()).build());
      }
    }
    return items.children(ownItems(request, Target.ACCOUNT)).build();
  }

  private List<Element> ownItems(IqRequest request, Target target) throws StanzaException {
    List<Element> items = new ArrayList<>();
    for (NodeHandler handler : directory.nodes(target)) {
      items.addAll(handler.items(request));
    }
    return items;
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

  private Element nodeItems(IqRequest request, Target target) throws StanzaException {
    String node = Objects.requireNonNull(node(request));
    for (NodeHandler handler : directory.nodes(target)) {
      if (handler.info(request, node) != null) {
        return items(request).children(handler.items(request, node)).build();
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

package im.fenghuo.xep.xep0191blocking;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// [XEP-0191](https://xmpp.org/extensions/xep-0191.html): Blocking Command.
public final class Xep0191Blocking implements Xep {

  static final String NAMESPACE = "urn:xmpp:blocking";

  private static final String NOT_YOURS = "this is somebody else's list";
  private static final Account.Key<BlockList> LIST = new Account.Key<>("block list");
  private static final Session.Key<Boolean> PUSHED = new Session.Key<>("block list asked", false);

  private final BlockStore store;

  /// @param db where the lists are kept
  public Xep0191Blocking(Db db) {
    this.store = new BlockStore(db);
  }

  @Override
  public Document document() {
    return new Document(191, "blocking", "1.3");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0191Blocking.class, List.of("schema/0001-blocked.sql"));
    on.accountState(LIST, store::load);
    on.accountPart(new BlockPart(store));
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.quickIq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "blocklist", Xep0191Blocking::list);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "block", this::block);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "unblock", this::unblock);
    BlockHooks.install(on);
  }

  /// Whether stanzas pass between an account and a JID. Those of its own resources always do.
  static boolean isBlocked(Account account, Jid jid) {
    BlockList list = account.get(LIST);
    return list.matches(jid) && !jid.bare().equals(account.jid());
  }

  /// §3.2. Whoever has asked gets the pushes.
  private static Element list(IqRequest request) throws StanzaException {
    request.ownSession(NOT_YOURS).set(PUSHED, true);
    return element("blocklist", request.account().get(LIST).jids());
  }

  /// Blocks. §3.3.
  private @Nullable Element block(IqRequest request) throws StanzaException {
    Session session = request.ownSession(NOT_YOURS);
    Collection<Jid> jids = jids(request.payload());
    if (jids.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST, "whom to block?");
    }
    Account account = session.account();
    store.block(
        account.id(),
        jids,
        list ->
            account.run(() -> {
              BlockedPresence.vanish(account, account.get(LIST), list);
              account.set(LIST, list);
              push(account, element("block", jids));
            }));
    return null;
  }

  /// Blocks. §3.4 and §3.5.
  private @Nullable Element unblock(IqRequest request) throws StanzaException {
    Session session = request.ownSession(NOT_YOURS);
    Collection<Jid> jids = jids(request.payload());
    Account account = session.account();
    store.unblock(
        account.id(),
        jids,
        list ->
            account.run(() -> {
              BlockList before = account.get(LIST);
              account.set(LIST, list);
              BlockedPresence.appear(account, before, list);
              push(account, element("unblock", jids));
            }));
    return null;
  }

  private static void push(Account account, Element payload) {
    for (Session session : account.sessions()) {
      if (session.get(PUSHED)) {
        String id = UUID.randomUUID().toString();
        session.send(Iq.request(Iq.Type.SET, id, account.jid(), session.jid(), payload));
      }
    }
  }

  private static Collection<Jid> jids(Element payload) throws StanzaException {
    List<Jid> jids = new ArrayList<>();
    for (Element item : payload.children()) {
      String jid = item.is(NAMESPACE, "item") ? item.attribute("jid") : null;
      if (jid == null) {
        throw new StanzaException(Condition.BAD_REQUEST, "an item has a jid");
      }
      try {
        jids.add(Jid.parse(jid));
      } catch (InvalidJidException e) {
        throw new StanzaException(Condition.JID_MALFORMED, "not a JID: " + e.getMessage());
      }
    }
    return jids;
  }

  private static Element element(String name, Collection<Jid> jids) {
    Element.Builder element = Element.of(NAMESPACE, name);
    for (Jid jid : jids) {
      element.child(Element.of(NAMESPACE, "item").attribute("jid", jid.toString()).build());
    }
    return element.build();
  }
}

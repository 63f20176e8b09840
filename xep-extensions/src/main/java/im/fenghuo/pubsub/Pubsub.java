package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqHandler;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine, as extensions use it.
public final class Pubsub {

  private static final Logger LOG = LoggerFactory.getLogger(Pubsub.class);

  /// What it can, of the features of §10.
  private static final List<String> FEATURES =
      List.of(
          "access-authorize",
          "access-open",
          "access-whitelist",
          "config-node",
          "config-node-max",
          "create-and-configure",
          "create-nodes",
          "delete-items",
          "delete-nodes",
          "instant-nodes",
          "item-ids",
          "manage-subscriptions",
          "member-affiliation",
          "meta-data",
          "modify-affiliations",
          "outcast-affiliation",
          "persistent-items",
          "publish",
          "publish-only-affiliation",
          "publish-options",
          "publisher-affiliation",
          "purge-nodes",
          "retract-items",
          "retrieve-affiliations",
          "retrieve-default",
          "retrieve-default-sub",
          "retrieve-items",
          "retrieve-subscriptions",
          "rsm",
          "subscribe",
          "subscription-notifications",
          "subscription-options");

  private static final Set<String> OF_ACCOUNTS =
      Set.of(
          "access-presence",
          "access-roster",
          "auto-create",
          "auto-subscribe",
          "filtered-notifications",
          "last-published",
          "presence-notifications",
          "presence-subscribe",
          "pubsub-on-a-jid");

  private final Services services;
  private final Engine engine;
  private final Requests requests;
  private final Approvals approvals;
  private final LastItems lastItems;

  /// @param settings how much may be kept
  public Pubsub(Services services, PubsubSettings settings) {
    this.services = services;
    this.engine =
        new Engine(
            services.db(),
            services.clock(),
            settings,
            new Turns(),
            new Fanout(services.directory()),
            new Changes());
    this.requests = new Requests(engine);
    this.approvals = new Approvals(engine);
    this.lastItems = new LastItems(engine, services.directory());
  }

  /// Declares the tables: once.
  public void installTables(Registrar on) {
    on.schema(Pubsub.class, List.of("schema/0001-pubsub.sql"));
  }

  /// Answers all requests to a service of the server.
  public void installService(Registrar on, Target service) {
    install(on, service, request -> new ServiceHost(request.iq().recipient(), services));
    on.message(
        service, message -> approve(new ServiceHost(message.recipient(), services), message));
  }

  /// Answers all requests to accounts. Some clients ask the server what its accounts can.
  public void installAccounts(Registrar on) {
    on.accountPart(new NodesPart(engine));
    on.feature(Target.SERVER, Names.PUBSUB);
    FEATURES.forEach(feature -> on.feature(Target.SERVER, Names.PUBSUB + "#" + feature));
    OF_ACCOUNTS.forEach(feature -> on.feature(Target.SERVER, Names.PUBSUB + "#" + feature));
    install(on, Target.ACCOUNT, request -> new AccountHost(request.account()));
    OF_ACCOUNTS.forEach(feature -> on.feature(Target.ACCOUNT, Names.PUBSUB + "#" + feature));
  }

  private void install(Registrar on, Target target, Function<IqRequest, Host> hosts) {
    on.feature(target, Names.PUBSUB);
    FEATURES.forEach(feature -> on.feature(target, Names.PUBSUB + "#" + feature));
    on.nodes(target, new Discovery(engine, hosts));
    on.iq(Iq.Type.GET, target, Names.PUBSUB, "pubsub", handler(hosts, requests::get));
    on.iq(Iq.Type.SET, target, Names.PUBSUB, "pubsub", handler(hosts, requests::set));
    on.iq(Iq.Type.GET, target, Names.OWNER, "pubsub", handler(hosts, requests::getAsOwner));
    on.iq(Iq.Type.SET, target, Names.OWNER, "pubsub", handler(hosts, requests::setAsOwner));
  }

  /// The nodes of accounts, for extensions that use them.
  public PersonalNodes personalNodes() {
    return new PersonalNodes(engine, new Publishing(engine));
  }

  /// Has an extension told when the items of a node of any account have changed, before whoever has
  /// changed them gets the answer. Blocks then. Before the server listens.
  public void onChange(String node, ChangeListener listener) {
    engine.changes().listen(node, listener);
  }

  /// Keeps something in step with a node.
  @FunctionalInterface
  public interface ChangeListener {
    /// Blocks.
    ///
    /// @throws StanzaException when it cannot be kept in step
    void changed(Account account) throws StanzaException;
  }

  /// Has an extension change tables of its own together with the items of a node of any account.
  /// Before the server listens.
  public void follow(String node, Follower follower) {
    engine.changes().follow(node, follower);
  }

  /// Keeps tables in step with a node, in the transactions that change it. What is thrown undoes
  /// the change. Everything blocks.
  public interface Follower {
    /// An item was published, perhaps in the place of one with its id.
    void published(Db db, Account account, Item item);

    /// Items were retracted.
    void retracted(Db db, Account account, Collection<String> ids);

    /// The node was emptied or deleted.
    void cleared(Db db, Account account);
  }

  /// Sends a client the last items of nodes of its account and its contacts, soon.
  public void sendLastItems(Session session, Collection<String> nodes) {
    soon(session, () -> lastItems.send(session.account(), session, nodes));
  }

  /// Sends a client the last items of nodes of a contact whose presence it sees now, soon.
  public void sendLastItems(Session session, Jid contact, Collection<String> nodes) {
    soon(session, () -> lastItems.send(session.account(), session, contact, nodes));
  }

  private static void soon(Session session, Runnable work) {
    Thread.startVirtualThread(() -> {
      try {
        work.run();
      } catch (DbException e) {
        LOG.warn("{} gets no last items: {}", session.jid(), e.toString());
      }
    });
  }

  private interface Operation {
    @Nullable Element run(Ask ask) throws StanzaException;
  }

  private static IqHandler handler(Function<IqRequest, Host> hosts, Operation operation) {
    return request -> operation.run(Requests.ask(request, hosts.apply(request)));
  }

  private void approve(Host host, Message message) throws StanzaException {
    if (Approvals.isAnswer(message)) {
      approvals.answered(host, message);
    }
  }
}

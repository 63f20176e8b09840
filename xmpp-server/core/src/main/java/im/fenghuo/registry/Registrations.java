package im.fenghuo.registry;

import im.fenghuo.api.Account;
import im.fenghuo.api.AccountPart;
import im.fenghuo.api.BindHandler;
import im.fenghuo.api.BindQuery;
import im.fenghuo.api.BoundHandler;
import im.fenghuo.api.Command;
import im.fenghuo.api.HoldRule;
import im.fenghuo.api.Hook;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqHandler;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.MessageHandler;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.NonzaHandler;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.ReleaseListener;
import im.fenghuo.api.RetractionRule;
import im.fenghuo.api.SocketHandler;
import im.fenghuo.api.Target;
import im.fenghuo.api.entity.EntityHost;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.xml.Element;
import im.fenghuo.registry.Registry.RequestName;
import im.fenghuo.registry.Registry.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where extensions and parts of the core say what they do, and what they have said. What would be
/// done twice is refused.
final class Registrations implements CoreRegistrar {

  final Map<RequestName, Registry.Handler> handlers = new HashMap<>();
  final Map<Target, MessageHandler> messageHandlers = new HashMap<>();
  final Map<Stage, List<Function<String, @Nullable Element>>> streamFeatures =
      new EnumMap<>(Stage.class);
  final Hooks<Message> messages = new Hooks<>();
  final Hooks<Presence> presences = new Hooks<>();
  final Hooks<Iq> iqs = new Hooks<>();
  final List<Function<Message, @Nullable Boolean>> archiving = new ArrayList<>();
  final List<BiPredicate<Account, Jid>> keeping = new ArrayList<>();
  final List<Function<Message, @Nullable Boolean>> readable = new ArrayList<>();
  final List<Function<Message, List<String>>> references = new ArrayList<>();
  final List<ReleaseListener> released = new ArrayList<>();
  final List<RetractionRule> retracting = new ArrayList<>();
  final List<Function<Message, @Nullable String>> amending = new ArrayList<>();
  final Set<String> ephemeral = new HashSet<>();
  final Map<Account.Key<?>, Account.Loader<?>> accountStates = new HashMap<>();
  final Map<String, BindHandler> bindFeatures = new TreeMap<>();
  final Map<String, BindQuery> bindQueries = new TreeMap<>();
  final List<BoundHandler> bound = new ArrayList<>();
  final Map<NonzaName, NonzaHandler> nonzas = new HashMap<>();
  @Nullable HoldRule holding;
  @Nullable Element liveness;
  final List<AvailabilityListener> availability = new ArrayList<>();
  final List<SessionListener> sessions = new ArrayList<>();
  final List<AccountPart> accountParts = new ArrayList<>();
  final List<Registry.Schema> schemas = new ArrayList<>();
  final Map<Target, EntityHost> entities = new HashMap<>();
  final List<Registry.WebPath> webPaths = new ArrayList<>();
  final List<Registry.TcpPort> tcpPorts = new ArrayList<>();
  final List<Registry.Periodic> periodic = new ArrayList<>();

  private final Map<String, String> bindOffers = new HashMap<>();
  private final ServerDirectory directory;

  Registrations(ServerDirectory directory) {
    this.directory = directory;
  }

  record NonzaName(String namespace, String name) {}

  /// Registers what may be there once.
  ///
  /// @param what completes "… twice"
  static <K, V> void once(Map<K, V> known, K key, V value, String what) {
    if (known.putIfAbsent(key, value) != null) {
      throw new IllegalStateException(what + " twice");
    }
  }

  @Override
  public void feature(Target target, String namespace) {
    directory.feature(target, namespace);
  }

  @Override
  public void identity(Target target, Identity identity) {
    directory.identity(target, identity);
  }

  @Override
  public void form(Target target, Element form) {
    directory.form(target, form);
  }

  @Override
  public void nodes(Target target, NodeHandler handler) {
    directory.nodes(target, handler);
  }

  @Override
  public void command(Target target, Command command) {
    directory.command(target, command);
  }

  @Override
  public void streamFeature(Stage stage, Function<String, @Nullable Element> feature) {
    streamFeatures.computeIfAbsent(stage, _ -> new ArrayList<>()).add(feature);
  }

  @Override
  public void iq(Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
    if (target.equals(Target.NOBODY)) {
      throw new IllegalStateException(name + " has no account whose turn it could wait in");
    }
    handle(new RequestName(type, target, namespace, name), handler, Turn.BLOCKING);
  }

  @Override
  public void quickIq(
      Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
    handle(new RequestName(type, target, namespace, name), handler, Turn.INLINE);
  }

  @Override
  public void change(
      Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
    handle(new RequestName(type, target, namespace, name), handler, Turn.CHANGE);
  }

  private void handle(RequestName name, IqHandler handler, Turn turn) {
    once(handlers, name, new Registry.Handler(handler, turn), name + " is answered");
  }

  @Override
  public void message(Target target, MessageHandler handler) {
    once(messageHandlers, target, handler, "messages to " + target + " are handled");
  }

  @Override
  public void messageSent(Phase phase, Hook<Message> hook) {
    messages.addSent(phase, hook);
  }

  @Override
  public void messageReceived(Phase phase, Hook<Message> hook) {
    messages.addReceived(phase, hook);
  }

  @Override
  public void presenceSent(Phase phase, Hook<Presence> hook) {
    presences.addSent(phase, hook);
  }

  @Override
  public void presenceReceived(Phase phase, Hook<Presence> hook) {
    presences.addReceived(phase, hook);
  }

  @Override
  public void iqSent(Phase phase, Hook<Iq> hook) {
    iqs.addSent(phase, hook);
  }

  @Override
  public void iqReceived(Phase phase, Hook<Iq> hook) {
    iqs.addReceived(phase, hook);
  }

  @Override
  public void archiving(Function<Message, @Nullable Boolean> rule) {
    archiving.add(rule);
  }

  @Override
  public void keeping(BiPredicate<Account, Jid> rule) {
    keeping.add(rule);
  }

  @Override
  public void readable(Function<Message, @Nullable Boolean> rule) {
    readable.add(rule);
  }

  @Override
  public void references(Function<Message, List<String>> rule) {
    references.add(rule);
  }

  @Override
  public void released(ReleaseListener listener) {
    released.add(listener);
  }

  @Override
  public void retracting(RetractionRule rule) {
    retracting.add(rule);
  }

  @Override
  public void amending(Function<Message, @Nullable String> rule) {
    amending.add(rule);
  }

  @Override
  public void ephemeral(String namespace) {
    ephemeral.add(namespace);
  }

  @Override
  public <T> void accountState(Account.Key<T> key, Account.Loader<T> loader) {
    once(accountStates, key, loader, "account state " + key + " is loaded");
  }

  @Override
  public void bindFeature(String namespace, BindHandler handler) {
    offerOnBinding(namespace);
    bindFeatures.put(namespace, handler);
  }

  @Override
  public void bindQuery(String namespace, BindQuery query) {
    offerOnBinding(namespace);
    bindQueries.put(namespace, query);
  }

  private void offerOnBinding(String namespace) {
    once(bindOffers, namespace, namespace, "bind feature " + namespace + " is offered");
  }

  @Override
  public void entities(Target service, EntityHost host) {
    if (service.kind() != Target.Kind.SERVICE) {
      throw new IllegalStateException("only services have entities: " + service);
    }
    once(entities, service, host, "the entities of " + service.label() + " have a host");
  }

  @Override
  public void nonza(String namespace, String name, NonzaHandler handler) {
    String what = "<" + name + " xmlns='" + namespace + "'/> is taken";
    once(nonzas, new NonzaName(namespace, name), handler, what);
  }

  @Override
  public void holding(HoldRule rule) {
    if (holding != null) {
      throw new IllegalStateException("there are two rules of what may wait");
    }
    holding = rule;
  }

  @Override
  public void liveness(Element payload) {
    if (liveness == null) {
      liveness = payload;
    }
  }

  @Override
  public void bound(BoundHandler handler) {
    bound.add(handler);
  }

  @Override
  public void availability(AvailabilityListener listener) {
    availability.add(listener);
  }

  @Override
  public void sessions(SessionListener listener) {
    sessions.add(listener);
  }

  @Override
  public void accountPart(AccountPart part) {
    accountParts.add(part);
  }

  @Override
  public void schema(Class<?> owner, List<String> resources) {
    schemas.add(new Registry.Schema(owner, List.copyOf(resources)));
  }

  @Override
  public void web(String path, WebLimits limits, WebHandler handler) {
    if (!path.startsWith("/") || !path.endsWith("/")) {
      throw new IllegalStateException(path + " must begin and end with /");
    }
    for (Registry.WebPath other : webPaths) {
      if (path.startsWith(other.path()) || other.path().startsWith(path)) {
        throw new IllegalStateException("web path " + path + " is answered twice");
      }
    }
    webPaths.add(new Registry.WebPath(path, limits, handler));
  }

  @Override
  public void tcp(int port, int connections, int connectionsPerAddress, SocketHandler handler) {
    tcpPorts.add(new Registry.TcpPort(port, connections, connectionsPerAddress, handler));
  }

  @Override
  public void every(Duration period, Runnable work) {
    periodic.add(new Registry.Periodic(period, work));
  }
}
